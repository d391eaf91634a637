<?php
/**
 * The cart's page and its answers, for a browser: `php -S 127.0.0.1:8080 -t examples/woocommerce
 * examples/woocommerce/tests/serve.php`. The session is kept in the file that KINDCART_SESSION names.
 */

if ( '/wp-admin/admin-ajax.php' !== $_SERVER['REQUEST_URI'] ) {
	return false;
}

require __DIR__ . '/wordpress.php';
require dirname( __DIR__ ) . '/kindcart/kindcart.php';

world()->options[ KINDCART_OPTION ] = array( 'round_up' => 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a' );

$file                = getenv( 'KINDCART_SESSION' );
WC()->session->data  = is_file( $file ) ? json_decode( file_get_contents( $file ), true ) : array();
WC()->cart->lines    = array(
	'b5d1' => array(
		'product_id'   => 93,
		'variation_id' => 0,
		'quantity'     => 2,
		'line_total'   => 19.07,
		'data'         => new Item( 93 ),
	),
);

try {
	kindcart_answer_cart();
} catch ( Ended $end ) {
	file_put_contents( $file, json_encode( WC()->session->data ) );
	http_response_code( $end->status );
	header( 'Content-Type: application/json' );
	$fees = array_column( WC()->cart->fees, 'amount' );
	echo json_encode( array( 'success' => 200 === $end->status, 'data' => $end->answer, 'fees' => $fees ) );
}
