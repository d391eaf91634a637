<?php
/**
 * Plugin Name:          Kindcart for WooCommerce
 * Description:          Every order gives: charity items on product pages, in the cart and after the order.
 * Version:              0.1.0
 * Requires at least:    6.4
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * WC requires at least: 8.0
 * License:              MIT
 * Text Domain:          kindcart
 * Domain Path:          /languages
 *
 * @package Kindcart
 */

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/money.php';
require_once __DIR__ . '/includes/elements.php';
require_once __DIR__ . '/includes/cart.php';
require_once __DIR__ . '/includes/orders.php';
require_once __DIR__ . '/includes/webhooks.php';

/** Orders may live in tables of their own, and carts and checkouts may be made of blocks. */
function kindcart_declare_compatibility() {
	if ( class_exists( '\Automattic\WooCommerce\Utilities\FeaturesUtil' ) ) {
		\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', __FILE__, true );
		\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', __FILE__, true );
	}
}

/** Translations may lie in the plugin's own folder. */
function kindcart_load_translations() {
	load_plugin_textdomain( 'kindcart', false, basename( __DIR__ ) . '/languages' );
}

add_action( 'init', 'kindcart_load_translations' );
add_action( 'before_woocommerce_init', 'kindcart_declare_compatibility' );
register_activation_hook( __FILE__, 'kindcart_resume_webhooks' );
register_deactivation_hook( __FILE__, 'kindcart_pause_webhooks' );

kindcart_add_settings();
kindcart_add_elements();
kindcart_add_cart();
kindcart_add_orders();
kindcart_add_webhooks();
