<?php
/**
 * Tests of the plugin without WordPress: `php examples/woocommerce/tests/run.php`. Each prints a line.
 */

error_reporting( E_ALL );
set_error_handler(
	function ( $level, $message, $file, $line ) {
		throw new ErrorException( $message, 0, $level, $file, $line );
	}
);

require __DIR__ . '/wordpress.php';
require dirname( __DIR__ ) . '/kindcart/kindcart.php';

const MERCHANT = 'mer_01k9p4m8q2fz3t6v8w0x2y4z6a';
const SOURCE   = 'src_01k9p4m8q2fz3t6v8w0x2y4z6a';
const PROJECT  = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const ITEM     = 'chi_01k9p4m8q2fz3t6v8w0x2y4z6a';
const SECRET   = 'oT7fT2pXyZ5bM0sVoT7fT2pXyZ5bM0sV';

function settings( $changes = array() ) {
	return array_merge(
		array(
			'platform_url'    => 'https://give.example.org',
			'publishable_key' => 'pk_test_1234567890',
			'merchant'        => MERCHANT,
			'source'          => SOURCE,
			'source_secret'   => SECRET,
			'order_secret'    => 'ots_0123456789abcdef',
			'round_up'        => PROJECT,
		),
		$changes
	);
}

/** A shop as it is after it was connected; hooks stay as the plugin has set them. */
function fresh( $settings = array() ) {
	$world               = new World();
	$world->hooks        = world()->hooks;
	$world->shortcodes   = world()->shortcodes;
	$GLOBALS['world']    = $world;
	$_POST               = array();
	$_GET                = array();
	$world->options[ KINDCART_OPTION ] = settings( $settings );
	return $world;
}

function same( $found, $expected ) {
	if ( $found !== $expected ) {
		throw new Exception( 'found ' . var_export( $found, true ) . ', expected ' . var_export( $expected, true ) );
	}
}

function printed( $work ) {
	ob_start();
	try {
		$work();
	} finally {
		$text = ob_get_clean();
	}
	return $text;
}

/** What ended a request. */
function ended( $work ) {
	try {
		$work();
	} catch ( Ended $end ) {
		return $end;
	}
	throw new Exception( 'the request went on' );
}

function fill_cart( $changes = array() ) {
	$product       = new Item( 93 );
	$product->meta = array( 'sku' => 'TEA-250' );
	WC()->cart->lines = array(
		'abc' => array_merge(
			array(
				'product_id'   => 93,
				'variation_id' => 0,
				'quantity'     => 2,
				'line_total'   => 19.07,
				'data'         => $product,
			),
			$changes
		),
	);
}

function post( $fields ) {
	$_POST = array_merge( array( 'nonce' => 'nonce of kindcart-cart' ), $fields );
	return ended( 'kindcart_answer_cart' );
}

$tests = array(
	'counts money in the currency\'s own minor units' => function () {
		$cases = array( array( 19.07, 'CNY', 1907 ), array( '0.1', 'USD', 10 ), array( 500.0, 'JPY', 500 ), array( 5.125, 'KWD', 5125 ), array( -2.5, 'EUR', -250 ), array( 0.1 + 0.2, 'EUR', 30 ), array( 1.005, 'USD', 101 ) );
		foreach ( $cases as list( $amount, $currency, $minor ) ) {
			same( kindcart_minor_units( $amount, $currency ), $minor );
		}
		same( kindcart_major_units( 93, 'CNY' ), '0.93' );
		same( kindcart_major_units( 1907, 'CNY' ), '19.07' );
		same( kindcart_major_units( 93, 'JPY' ), '93' );
		same( kindcart_major_units( 5, 'KWD' ), '0.005' );
	},
	'looks for translations in its own folder' => function () {
		call_hook( 'init' );
		same( world()->data['translations'], array( 'kindcart', 'kindcart/languages' ) );
	},
	'shows nothing until it is set up' => function () {
		fresh( array( 'publishable_key' => '' ) );
		fill_cart();
		world()->meta[93][ KINDCART_ITEM_META ] = ITEM;
		same( printed( 'kindcart_show_item' ) . kindcart_cart_markup() . kindcart_impact_markup( 727 ), '' );
		call_hook( 'wp_enqueue_scripts' );
		same( world()->scripts, array() );
	},
	'loads the page script as a module with the key, and the cart\'s own script in the cart alone' => function () {
		fresh();
		call_hook( 'wp_enqueue_scripts' );
		same( array_keys( world()->scripts ), array( 'kindcart.css', 'kindcart.js' ) );
		world()->is_cart = true;
		call_hook( 'wp_enqueue_scripts' );
		same( world()->scripts['kindcart-cart.js'], 'https://shop.example/wp-content/plugins/kindcart/assets/cart.js' );
		same( world()->data['kindcartCart']['nonce'], 'nonce of kindcart-cart' );
		$tag = call_hook( 'script_loader_tag', '<script src="x"></script>', 'kindcart' );
		same( $tag, '<script type="module" src="https://give.example.org/sdk/kindcart.js" data-key="pk_test_1234567890"></script>' . "\n" );
		same( call_hook( 'script_loader_tag', '<script>', 'other' ), '<script>' );
	},
	'shows the charity item of a product that has one' => function () {
		fresh();
		same( printed( 'kindcart_show_item' ), '' );
		world()->meta[93][ KINDCART_ITEM_META ] = ITEM;
		same( printed( 'kindcart_show_item' ), '<kind-charity-item item="' . ITEM . '"></kind-charity-item>' );
		same( call_user_func( world()->shortcodes['kindcart_item'] ), '<kind-charity-item item="' . ITEM . '"></kind-charity-item>' );
	},
	'escapes whatever stands in the database' => function () {
		fresh();
		world()->meta[93][ KINDCART_ITEM_META ] = '"><script>alert(1)</script>';
		same( strpos( printed( 'kindcart_show_item' ), '<script' ), false );
		fill_cart();
		world()->terms[93]['product_tag'] = array( '\'"><img src=x onerror=alert(1)>' );
		same( strpos( kindcart_cart_markup(), '<img' ), false );
	},
	'keeps of a product only what looks like a charity item' => function () {
		fresh();
		$product = new Item( 93 );
		$_POST   = array( KINDCART_ITEM_META => ' ' . ITEM . ' ' );
		call_hook( 'woocommerce_admin_process_product_object', $product );
		same( $product->meta, array( KINDCART_ITEM_META => ITEM ) );
		$_POST = array( KINDCART_ITEM_META => 'chi_1' );
		call_hook( 'woocommerce_admin_process_product_object', $product );
		same( $product->meta, array() );
	},
	'tells the cart as the platform takes it, in minor units' => function () {
		fresh();
		fill_cart( array( 'variation_id' => 94, 'quantity' => 1.5 ) );
		world()->terms[93] = array( 'product_tag' => array( 'tea', 'red, dried' ), 'product_cat' => array( 'Tea &amp; cups' ) );
		same(
			kindcart_cart_facts(),
			array(
				'cart'  => array(
					'currency' => 'CNY',
					'choice'   => null,
					'lines'    => array(
						array(
							'id'          => 'abc',
							'productId'   => '93',
							'variantId'   => '94',
							'sku'         => 'TEA-250',
							'collections' => array( 'Tea & cups' ),
							'tags'        => array( 'tea', 'red  dried' ),
							'quantity'    => 2,
							'amount'      => 1907,
							'kind'        => 'goods',
						),
					),
				),
				'total' => 1907,
			)
		);
	},
	'shows what the cart gives and offers to round up, nothing where it is empty' => function () {
		fresh();
		same( printed( 'kindcart_show_cart' ), '' );
		fill_cart();
		$text = printed( 'kindcart_show_cart' );
		same( 1 === preg_match( '~<kind-cart-pledge merchant="' . MERCHANT . '" cart="\{&quot;currency&quot;:&quot;CNY&quot;~', $text ), true );
		same( 1 === preg_match( '~<kind-round-up currency="CNY" total="1907" project="' . PROJECT . '"></kind-round-up>~', $text ), true );
		fresh( array( 'round_up' => '' ) );
		fill_cart();
		same( strpos( kindcart_cart_markup(), 'kind-round-up' ), false );
	},
	'adds a fee for the amount that the shopper chose, and takes it back' => function () {
		fresh();
		fill_cart();
		$end = post( array( 'round_up' => '93' ) );
		same( $end->status, 200 );
		same( $end->answer['total'], 1907 );
		same( WC()->cart->fees[ KINDCART_FEE ]['amount'], '0.93' );
		same( WC()->cart->fees[ KINDCART_FEE ]['taxable'], false );
		same( post( array( 'round_up' => '0' ) )->status, 200 );
		same( WC()->cart->fees, array() );
	},
	'adds no fee once the merchant rounds nothing up any more' => function () {
		fresh();
		fill_cart();
		post( array( 'round_up' => '93' ) );
		world()->options[ KINDCART_OPTION ]['round_up'] = '';
		WC()->cart->calculate_totals();
		same( WC()->cart->fees, array() );
		same( kindcart_cart_facts()['total'], 1907 );
	},
	'takes nothing without the nonce of the page' => function () {
		fresh();
		fill_cart();
		same( post( array( 'nonce' => 'another', 'round_up' => '93' ) )->status, 403 );
		same( WC()->session->data, array() );
	},
	'says so where there is no cart' => function () {
		fresh();
		WC()->session = null;
		same( post( array( 'round_up' => '93' ) )->status, 400 );
	},
	'takes no amount and no project that is none' => function () {
		fresh();
		fill_cart();
		foreach ( array( '-1', '1.5', '1e3', '', '9999999999', '<b>' ) as $amount ) {
			same( post( array( 'round_up' => $amount ) )->status, 400 );
		}
		foreach ( array( 'prj_1', MERCHANT, 'nobody' ) as $cause ) {
			same( post( array( 'cause' => $cause ) )->status, 400 );
		}
		same( kindcart_chosen(), array( 'cause' => '', 'round_up' => 0 ) );
	},
	'puts the choice, tags and collections on the order, and begins anew after it' => function () {
		fresh();
		fill_cart();
		post( array( 'cause' => PROJECT ) );
		world()->terms[93] = array( 'product_tag' => array( 'tea', 'green' ), 'product_cat' => array( 'Spring' ) );
		$order = new Item( 727 );
		$line  = new Item( 315 );
		$fee   = new Item( 316 );
		call_hook( 'woocommerce_checkout_create_order', $order );
		call_hook( 'woocommerce_checkout_create_order_line_item', $line, 'abc', array( 'product_id' => 93 ) );
		call_hook( 'woocommerce_checkout_create_order_fee_item', $fee, 'key', (object) array( 'id' => KINDCART_FEE ) );
		same( $order->meta, array( '_kindcart_cause' => PROJECT ) );
		same( $line->meta, array( '_kindcart_tags' => 'tea,green', '_kindcart_collections' => 'Spring' ) );
		same( $fee->meta, array( '_kindcart_round_up' => PROJECT ) );
		$block = new Item( 728 );
		call_hook( 'woocommerce_store_api_checkout_update_order_meta', $block );
		same( array( $block->meta, $block->saved ), array( array( '_kindcart_cause' => PROJECT ), true ) );
		$other = new Item( 317 );
		call_hook( 'woocommerce_checkout_create_order_fee_item', $other, 'key', (object) array( 'id' => 'gift-wrap' ) );
		same( $other->meta, array() );
		call_hook( 'woocommerce_checkout_order_processed', 727 );
		same( kindcart_chosen()['cause'], '' );
		same( count( call_hook( 'woocommerce_hidden_order_itemmeta', array( '_qty' ) ) ), 4 );
	},
	'shows what the order gives by a token, and to nobody without the order\'s key' => function () {
		fresh();
		world()->orders[727] = new Item( 727 );
		$token = hash_hmac( 'sha256', MERCHANT . '.727', 'ots_0123456789abcdef' );
		$tag   = '<kind-order-impact merchant="' . MERCHANT . '" order="727" token="' . $token . '"></kind-order-impact>';
		same( printed( function () { call_hook( 'woocommerce_thankyou', 727 ); } ), $tag );
		world()->query['order-received'] = '727';
		same( call_user_func( world()->shortcodes['kindcart_impact'] ), '' );
		$_GET['key'] = 'wc_order_727';
		same( call_user_func( world()->shortcodes['kindcart_impact'] ), $tag );
		fresh( array( 'order_secret' => '' ) );
		same( kindcart_impact_markup( 727 ), '' );
	},
	'makes one signed webhook for each topic, and changes those instead of making more' => function () {
		$world = fresh();
		$world->options = array();
		update_option( KINDCART_OPTION, settings() );
		same( count( $world->webhooks ), 4 );
		$webhook = array_values( $world->webhooks )[2]->data;
		same( $webhook['topic'], 'order.deleted' );
		same( $webhook['secret'], SECRET );
		same( $webhook['status'], 'active' );
		same( $webhook['api_version'], 'wp_api_v3' );
		same( $webhook['user_id'], 7 );
		same( $webhook['delivery_url'], 'https://give.example.org/v1/shops/' . SOURCE . '/events' );
		update_option( KINDCART_OPTION, settings( array( 'source_secret' => 'another-secret-0123456789' ) ) );
		same( count( $world->webhooks ), 4 );
		same( array_values( $world->webhooks )[0]->data['secret'], 'another-secret-0123456789' );
		unset( $world->webhooks[12] );
		update_option( KINDCART_OPTION, settings() );
		same( count( $world->webhooks ), 4 );
	},
	'pauses its webhooks without a connection or when it is switched off, and takes them up again' => function () {
		$world = fresh();
		$world->options = array();
		update_option( KINDCART_OPTION, settings() );
		$states = function () use ( $world ) {
			return array_unique( array_map( function ( $webhook ) { return $webhook->data['status']; }, array_values( $world->webhooks ) ) );
		};
		update_option( KINDCART_OPTION, settings( array( 'source' => '' ) ) );
		same( $states(), array( 'paused' ) );
		update_option( KINDCART_OPTION, settings() );
		same( $states(), array( 'active' ) );
		call_hook( 'deactivate' );
		same( $states(), array( 'paused' ) );
		call_hook( 'activate' );
		same( $states(), array( 'active' ) );
	},
	'says when WooCommerce has switched webhooks off, and switches them on when settings are saved' => function () {
		$world = fresh();
		$world->options = array();
		update_option( KINDCART_OPTION, settings() );
		same( kindcart_connection_words(), 'Orders are told to the platform.' );
		$world->webhooks[13]->data['status'] = 'disabled';
		same( strpos( kindcart_connection_words(), 'WooCommerce has switched webhooks off' ), 0 );
		update_option( KINDCART_OPTION, settings() );
		same( $world->webhooks[13]->data['status'], 'active' );
	},
	'makes no webhooks for somebody who may not manage the shop' => function () {
		$world = fresh();
		$world->options = array();
		$world->may = false;
		update_option( KINDCART_OPTION, settings() );
		same( $world->webhooks, array() );
	},
	'dates deletions in its own webhooks alone' => function () {
		$world = fresh();
		$world->options = array();
		update_option( KINDCART_OPTION, settings() );
		$world->post_types[727] = 'shop_order';
		call_hook( 'wp_trash_post', 727 );
		$world->transients['kindcart_deleted_727'] = 1763629205;
		$dated = array( 'id' => 727, 'date_deleted_gmt' => '2025-11-20T09:00:05' );
		same( call_hook( 'woocommerce_webhook_payload', array( 'id' => 727 ), 'order', 727, 14 ), $dated );
		same( call_hook( 'woocommerce_webhook_payload', array( 'id' => 727 ), 'order', 727, 99 ), array( 'id' => 727 ) );
		same( call_hook( 'woocommerce_webhook_payload', array( 'id' => 727 ), 'product', 727, 14 ), array( 'id' => 727 ) );
		$whole = array( 'id' => 727, 'status' => 'processing' );
		same( call_hook( 'woocommerce_webhook_payload', $whole, 'order', 727, 14 ), $whole );
		call_hook( 'before_delete_post', 93 );
		call_hook( 'woocommerce_trash_order', 728 );
		same( array_keys( $world->transients ), array( 'kindcart_deleted_727', 'kindcart_deleted_728' ) );
	},
	'keeps settings that have their form, and says which have not' => function () {
		fresh();
		$kept = kindcart_sanitize_settings( settings( array( 'platform_url' => 'http://give.example.org', 'merchant' => 'mer_1', 'round_up' => '' ) ) );
		same( $kept, settings( array( 'round_up' => '' ) ) );
		same( array_keys( world()->errors ), array( 'kindcart_platform_url', 'kindcart_merchant' ) );
		same( kindcart_sanitize_settings( settings( array( 'platform_url' => 'https://give.example.org/' ) ) ), settings() );
		same( kindcart_sanitize_settings( 'nothing' )['source_secret'], SECRET );
	},
	'never shows a secret again, and keeps it when its field is left empty' => function () {
		fresh();
		$page = printed( 'kindcart_show_settings' );
		same( strpos( $page, SECRET ), false );
		same( strpos( $page, 'ots_' ), false );
		same( false !== strpos( $page, 'nonce of kindcart-options' ), true );
		same( false !== strpos( $page, 'value="' . MERCHANT . '"' ), true );
		same( kindcart_sanitize_settings( settings( array( 'source_secret' => '' ) ) )['source_secret'], SECRET );
	},
	'shows settings to nobody who may not manage the shop' => function () {
		fresh();
		world()->may = false;
		same( ended( 'kindcart_show_settings' )->status, 403 );
		call_hook( 'admin_menu' );
		same( array_slice( world()->data['page'], 0, 3 ), array( 'woocommerce', 'manage_woocommerce', 'kindcart' ) );
		call_hook( 'admin_init' );
		same( world()->data['setting']['show_in_rest'], false );
	},
	'takes its webhooks and settings away when it is deleted' => function () {
		$world = fresh();
		$world->options = array();
		update_option( KINDCART_OPTION, settings() );
		define( 'WP_UNINSTALL_PLUGIN', 'kindcart/kindcart.php' );
		require dirname( __DIR__ ) . '/kindcart/uninstall.php';
		same( $world->webhooks, array() );
		same( $world->options, array() );
	},
);

$failed = 0;
foreach ( $tests as $name => $test ) {
	try {
		fresh();
		$test();
		echo 'ok ' . $name . "\n";
	} catch ( Throwable $error ) {
		$failed = 1;
		echo 'not ok ' . $name . ': ' . str_replace( "\n", ' ', $error->getMessage() . ' at line ' . $error->getLine() ) . "\n";
	}
}
exit( $failed );
