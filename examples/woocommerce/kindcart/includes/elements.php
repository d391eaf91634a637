<?php
/**
 * The elements in the shop's pages. They are plain tags: where the platform's script is blocked, nothing
 * of the page is missing.
 *
 * @package Kindcart
 */

defined( 'ABSPATH' ) || exit;

const KINDCART_ITEM_META = '_kindcart_item';

function kindcart_add_elements() {
	add_action( 'wp_enqueue_scripts', 'kindcart_enqueue' );
	add_filter( 'script_loader_tag', 'kindcart_script_tag', 10, 2 );
	add_action( 'woocommerce_single_product_summary', 'kindcart_show_item', 25 );
	// Between the cart's lines and its totals, both of which WooCommerce puts anew after a change.
	add_action( 'woocommerce_before_cart_collaterals', 'kindcart_show_cart' );
	add_action( 'woocommerce_thankyou', 'kindcart_show_impact', 5 );
	// For themes whose pages are made of blocks.
	add_shortcode( 'kindcart_item', 'kindcart_item_shortcode' );
	add_shortcode( 'kindcart_cart', 'kindcart_cart_markup' );
	add_shortcode( 'kindcart_impact', 'kindcart_impact_shortcode' );
	add_action( 'woocommerce_product_options_general_product_data', 'kindcart_show_product_field' );
	add_action( 'woocommerce_admin_process_product_object', 'kindcart_save_product_field' );
}

/** Whether pages can show anything. */
function kindcart_is_set_up() {
	return '' !== kindcart_setting( 'platform_url' ) && '' !== kindcart_setting( 'publishable_key' );
}

/** The page script and its style sheet, from the platform that the merchant named. */
function kindcart_enqueue() {
	if ( ! kindcart_is_set_up() ) {
		return;
	}
	$sdk = kindcart_setting( 'platform_url' ) . '/sdk/kindcart';
	// The platform says by itself how long its files may be kept.
	wp_enqueue_style( 'kindcart', $sdk . '.css', array(), null ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	wp_enqueue_script( 'kindcart', $sdk . '.js', array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	if ( ! is_cart() && ! is_checkout() ) {
		return;
	}
	wp_enqueue_script( 'kindcart-cart', plugins_url( 'assets/cart.js', dirname( __DIR__ ) . '/kindcart.php' ), array(), '0.1.0', true );
	wp_localize_script(
		'kindcart-cart',
		'kindcartCart',
		array(
			'url'   => admin_url( 'admin-ajax.php' ),
			'nonce' => wp_create_nonce( 'kindcart-cart' ),
		)
	);
}

/** The page script is a module, and is told the key by its own tag. */
function kindcart_script_tag( $tag, $handle ) {
	if ( 'kindcart' !== $handle ) {
		return $tag;
	}
	// phpcs:ignore WordPress.WP.EnqueuedResources.NonEnqueuedScript
	return sprintf(
		'<script type="module" src="%s" data-key="%s"></script>' . "\n",
		esc_url( kindcart_setting( 'platform_url' ) . '/sdk/kindcart.js' ),
		esc_attr( kindcart_setting( 'publishable_key' ) )
	);
}

/** A tag with its attributes, all of them escaped; nothing where an attribute has nothing to say. */
function kindcart_tag( $name, $attributes ) {
	if ( ! kindcart_is_set_up() || in_array( '', $attributes, true ) ) {
		return '';
	}
	$text = '';
	foreach ( $attributes as $attribute => $value ) {
		$text .= sprintf( ' %s="%s"', $attribute, esc_attr( $value ) );
	}
	return sprintf( '<%1$s%2$s></%1$s>', $name, $text );
}

function kindcart_item_markup( $product_id ) {
	$item = get_post_meta( $product_id, KINDCART_ITEM_META, true );
	return kindcart_tag( 'kind-charity-item', array( 'item' => is_string( $item ) ? $item : '' ) );
}

function kindcart_show_item() {
	echo kindcart_item_markup( get_the_ID() ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- kindcart_tag() escapes.
}

function kindcart_item_shortcode() {
	return kindcart_item_markup( get_the_ID() );
}

/** What this cart will give, and the offer to round it up. */
function kindcart_cart_markup() {
	$merchant = kindcart_setting( 'merchant' );
	if ( '' === $merchant || ! WC()->cart || WC()->cart->is_empty() ) {
		return '';
	}
	$cart   = kindcart_cart_facts();
	$pledge = array(
		'merchant' => $merchant,
		'cart'     => wp_json_encode( $cart['cart'] ),
	);
	$round  = array(
		'currency' => $cart['cart']['currency'],
		'total'    => (string) $cart['total'],
		'project'  => kindcart_setting( 'round_up' ),
	);
	return kindcart_tag( 'kind-cart-pledge', $pledge ) . kindcart_tag( 'kind-round-up', $round );
}

function kindcart_show_cart() {
	echo kindcart_cart_markup(); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- kindcart_tag() escapes.
}

/** What an order gives, for whoever has its token: nobody can count up to the orders of others. */
function kindcart_impact_markup( $order_id ) {
	$merchant = kindcart_setting( 'merchant' );
	$secret   = kindcart_setting( 'order_secret' );
	if ( '' === $merchant || '' === $secret || $order_id < 1 ) {
		return '';
	}
	$attributes = array(
		'merchant' => $merchant,
		'order'    => (string) $order_id,
		'token'    => hash_hmac( 'sha256', $merchant . '.' . $order_id, $secret ),
	);
	return kindcart_tag( 'kind-order-impact', $attributes );
}

function kindcart_show_impact( $order_id ) {
	echo kindcart_impact_markup( (int) $order_id ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- kindcart_tag() escapes.
}

/** On the thank-you page, whose address WooCommerce guards by the order's own key. */
function kindcart_impact_shortcode() {
	$order = wc_get_order( absint( get_query_var( 'order-received' ) ) );
	$key   = isset( $_GET['key'] ) ? sanitize_text_field( wp_unslash( $_GET['key'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- the key is the proof.
	if ( ! $order || ! hash_equals( $order->get_order_key(), $key ) ) {
		return '';
	}
	return kindcart_impact_markup( $order->get_id() );
}

/** The field of a product that names its charity item. */
function kindcart_show_product_field() {
	woocommerce_wp_text_input(
		array(
			'id'          => KINDCART_ITEM_META,
			'label'       => __( 'Charity item', 'kindcart' ),
			'placeholder' => 'chi_…',
			'desc_tip'    => true,
			'description' => __( 'Shown on the page of the product. Which orders give is decided at the platform.', 'kindcart' ),
		)
	);
}

/** WooCommerce has checked the nonce and the right to edit the product by then. */
function kindcart_save_product_field( $product ) {
	$given = isset( $_POST[ KINDCART_ITEM_META ] ) ? sanitize_text_field( wp_unslash( $_POST[ KINDCART_ITEM_META ] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Missing
	$item  = 1 === preg_match( '~^chi_[0-7][0-9a-hjkmnp-tv-z]{25}$~', $given ) ? $given : '';
	if ( '' === $item ) {
		$product->delete_meta_data( KINDCART_ITEM_META );
	} else {
		$product->update_meta_data( KINDCART_ITEM_META, $item );
	}
}
