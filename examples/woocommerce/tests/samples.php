<?php
/** Prints as JSON what the plugin tells, for tests that hold it against what the platform takes. */

require __DIR__ . '/wordpress.php';
require dirname( __DIR__ ) . '/kindcart/kindcart.php';

const MERCHANT = 'mer_01k9p4m8q2fz3t6v8w0x2y4z6a';

world()->options[ KINDCART_OPTION ]   = array( 'merchant' => MERCHANT, 'order_secret' => $argv[1] );
world()->options[ KINDCART_WEBHOOKS ] = array( 'order.deleted' => 14 );
world()->terms[93]                    = array( 'product_tag' => array( 'tea' ), 'product_cat' => array( 'Tea & cups' ) );
world()->options[ KINDCART_OPTION ] += array( 'platform_url' => 'https://give.example.org', 'publishable_key' => 'pk_test_1' );

$product          = new Item( 93 );
WC()->cart->lines = array(
	'b5d1' => array(
		'product_id'   => 93,
		'variation_id' => 0,
		'quantity'     => 2,
		'line_total'   => 19.07,
		'data'         => $product,
	),
);
world()->transients['kindcart_deleted_727'] = 1795167005;

preg_match( '~token="(\w+)"~', kindcart_impact_markup( 727 ), $found );
echo json_encode(
	array(
		'merchant' => MERCHANT,
		'cart'     => kindcart_cart_facts()['cart'],
		'deletion' => call_hook( 'woocommerce_webhook_payload', array( 'id' => 727 ), 'order', 727, 14 ),
		'token'    => $found[1],
	)
);
