<?php
/**
 * As much of WordPress and WooCommerce as the plugin asks for, made for its tests: what it registers is
 * kept, what it prints is caught, and hooks are called by hand.
 */

define( 'ABSPATH', __DIR__ . '/' );
define( 'DAY_IN_SECONDS', 86400 );
define( 'WEEK_IN_SECONDS', 604800 );

/** Thrown where WordPress would end the request. */
class Ended extends Exception {
	public $answer;
	public $status;
	public function __construct( $answer, $status ) {
		parent::__construct( 'ended with ' . $status );
		$this->answer = $answer;
		$this->status = $status;
	}
}

/** All that the made-up WordPress knows. */
class World {
	public $hooks      = array();
	public $shortcodes = array();
	public $options    = array();
	public $transients = array();
	public $meta       = array();
	public $terms      = array();
	public $scripts    = array();
	public $data       = array();
	public $errors     = array();
	public $webhooks   = array();
	public $made       = 11;
	public $orders     = array();
	public $post_types = array();
	public $query      = array();
	public $is_cart    = false;
	public $may        = true;
	public $currency   = 'CNY';
	public $woocommerce;
}

$GLOBALS['world'] = new World();

function world() {
	return $GLOBALS['world'];
}

function add_action( $name, $callback, $priority = 10, $arguments = 1 ) {
	world()->hooks[ $name ][] = array( $callback, $arguments );
}
function add_filter( $name, $callback, $priority = 10, $arguments = 1 ) {
	add_action( $name, $callback, $priority, $arguments );
}
/** Calls what hangs on a hook, with as many arguments as it asked for. */
function call_hook( $name, ...$arguments ) {
	foreach ( world()->hooks[ $name ] ?? array() as list( $callback, $count ) ) {
		$result = $callback( ...array_slice( $arguments, 0, $count ) );
		if ( null !== $result ) {
			$arguments[0] = $result;
		}
	}
	return $arguments[0] ?? null;
}
function add_shortcode( $name, $callback ) {
	world()->shortcodes[ $name ] = $callback;
}
function register_activation_hook( $file, $callback ) {
	add_action( 'activate', $callback );
}
function register_deactivation_hook( $file, $callback ) {
	add_action( 'deactivate', $callback );
}

function get_option( $name, $default = false ) {
	return world()->options[ $name ] ?? $default;
}
function update_option( $name, $value, $autoload = null ) {
	$known = array_key_exists( $name, world()->options );
	$old   = get_option( $name );
	$value = call_hook( 'pre_update_option_' . $name, $value, $old, $name );
	world()->options[ $name ] = $value;
	if ( ! $known ) {
		call_hook( 'add_option_' . $name, $name, $value );
	} elseif ( $old !== $value ) {
		call_hook( 'update_option_' . $name, $old, $value, $name );
	}
	return true;
}
function delete_option( $name ) {
	unset( world()->options[ $name ] );
}
function set_transient( $name, $value, $seconds ) {
	world()->transients[ $name ] = $value;
}
function get_transient( $name ) {
	return world()->transients[ $name ] ?? false;
}

function load_plugin_textdomain( $domain, $deprecated, $folder ) {
	world()->data['translations'] = array( $domain, $folder );
}
function __( $text ) {
	return $text;
}
function esc_html( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}
function esc_attr( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}
function esc_url( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}
function esc_html__( $text ) {
	return esc_html( $text );
}
function esc_html_e( $text ) {
	echo esc_html( $text );
}
function untrailingslashit( $text ) {
	return rtrim( $text, '/\\' );
}
function wp_unslash( $value ) {
	return stripslashes( $value );
}
function sanitize_text_field( $text ) {
	return trim( strip_tags( $text ) );
}
function wp_specialchars_decode( $text ) {
	return htmlspecialchars_decode( $text, ENT_QUOTES );
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function absint( $value ) {
	return abs( (int) $value );
}

function current_user_can( $capability ) {
	return world()->may && 'manage_woocommerce' === $capability;
}
function get_current_user_id() {
	return 7;
}
function wp_die( $message, $status ) {
	throw new Ended( $message, $status );
}
function add_submenu_page( $parent, $title, $menu, $capability, $slug, $callback ) {
	world()->data['page'] = array( $parent, $capability, $slug, $callback );
}
function register_setting( $group, $name, $arguments ) {
	world()->data['setting'] = $arguments;
}
function settings_errors() {
}
function settings_fields( $group ) {
	echo '<input type="hidden" name="_wpnonce" value="nonce of ' . esc_attr( $group ) . '-options">';
}
function submit_button() {
}
function add_settings_error( $setting, $code, $message ) {
	world()->errors[ $code ] = $message;
}
function woocommerce_wp_text_input( $field ) {
	world()->data['product_field'] = $field;
}

function wp_enqueue_style( $handle, $url ) {
	world()->scripts[ $handle . '.css' ] = $url;
}
function wp_enqueue_script( $handle, $url ) {
	world()->scripts[ $handle . '.js' ] = $url;
}
function wp_localize_script( $handle, $name, $data ) {
	world()->data[ $name ] = $data;
}
function plugins_url( $path, $file ) {
	return 'https://shop.example/wp-content/plugins/' . basename( dirname( $file ) ) . '/' . $path;
}
function admin_url( $path ) {
	return 'https://shop.example/wp-admin/' . $path;
}
function wp_create_nonce( $action ) {
	return 'nonce of ' . $action;
}
function check_ajax_referer( $action, $field, $die ) {
	return ( $_POST[ $field ] ?? '' ) === wp_create_nonce( $action );
}
function wp_send_json_error( $data, $status ) {
	throw new Ended( $data, $status );
}
function wp_send_json_success( $data ) {
	throw new Ended( $data, 200 );
}

function is_cart() {
	return world()->is_cart;
}
function is_checkout() {
	return false;
}
function get_query_var( $name ) {
	return world()->query[ $name ] ?? '';
}
function get_the_ID() {
	return 93;
}
function get_post_meta( $id, $key ) {
	return world()->meta[ $id ][ $key ] ?? '';
}
function get_post_type( $id ) {
	return world()->post_types[ $id ] ?? 'post';
}
function get_the_terms( $id, $taxonomy ) {
	$names = world()->terms[ $id ][ $taxonomy ] ?? array();
	$terms = array_map(
		function ( $name ) {
			return (object) array( 'name' => $name );
		},
		$names
	);
	return array() === $terms ? false : $terms;
}
function get_woocommerce_currency() {
	return world()->currency;
}
function wc_get_order( $id ) {
	return world()->orders[ $id ] ?? false;
}

/** An object with meta data, such as a line of an order. */
class Item {
	public $id;
	public $meta  = array();
	public $saved = false;
	public function __construct( $id = 0 ) {
		$this->id = $id;
	}
	public function get_id() {
		return $this->id;
	}
	public function get_order_key() {
		return 'wc_order_' . $this->id;
	}
	public function save() {
		$this->saved = true;
	}
	public function get_sku() {
		return $this->meta['sku'] ?? '';
	}
	public function update_meta_data( $key, $value ) {
		$this->meta[ $key ] = $value;
	}
	public function delete_meta_data( $key ) {
		unset( $this->meta[ $key ] );
	}
}

class Session {
	public $data = array();
	public function get( $key ) {
		return $this->data[ $key ] ?? null;
	}
	public function set( $key, $value ) {
		$this->data[ $key ] = $value;
	}
}

class Cart {
	public $lines = array();
	public $fees  = array();
	public function get_cart() {
		return $this->lines;
	}
	public function is_empty() {
		return array() === $this->lines;
	}
	public function fees_api() {
		return $this;
	}
	public function add_fee( $fee ) {
		$this->fees[ $fee['id'] ] = $fee;
	}
	/** WooCommerce asks for the fees anew each time. */
	public function calculate_totals() {
		$this->fees = array();
		call_hook( 'woocommerce_cart_calculate_fees', $this );
	}
	public function get_total() {
		return array_sum( array_column( $this->lines, 'line_total' ) ) + array_sum( array_column( $this->fees, 'amount' ) );
	}
}

class WooCommerce {
	public $cart;
	public $session;
	public function __construct() {
		$this->cart    = new Cart();
		$this->session = new Session();
	}
}

function WC() {
	if ( ! world()->woocommerce ) {
		world()->woocommerce = new WooCommerce();
	}
	return world()->woocommerce;
}

class WC_Webhook {
	public $data = array( 'id' => 0 );
	public function __call( $name, $arguments ) {
		list( $verb, $field ) = explode( '_', $name, 2 );
		if ( 'get' === $verb ) {
			return $this->data[ $field ] ?? null;
		}
		$this->data[ $field ] = $arguments[0];
	}
	public function save() {
		if ( 0 === $this->data['id'] ) {
			$this->data['id'] = ++world()->made;
		}
		world()->webhooks[ $this->data['id'] ] = $this;
	}
	public function delete() {
		unset( world()->webhooks[ $this->data['id'] ] );
	}
}
function wc_get_webhook( $id ) {
	return world()->webhooks[ $id ] ?? null;
}
