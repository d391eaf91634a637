<?php
/**
 * The cart: what it is, what the shopper chose, and the fee of a rounded-up amount.
 *
 * @package Kindcart
 */

defined( 'ABSPATH' ) || exit;

const KINDCART_FEE = 'kindcart-round-up';

function kindcart_add_cart() {
	add_action( 'woocommerce_cart_calculate_fees', 'kindcart_add_fee' );
	add_action( 'wp_ajax_kindcart_cart', 'kindcart_answer_cart' );
	add_action( 'wp_ajax_nopriv_kindcart_cart', 'kindcart_answer_cart' );
}

/** Names of a product's terms, without the commas that part them later. */
function kindcart_terms( $product_id, $taxonomy ) {
	$terms = get_the_terms( $product_id, $taxonomy );
	if ( ! is_array( $terms ) ) {
		return array();
	}
	$names = array();
	foreach ( $terms as $term ) {
		$names[] = trim( str_replace( ',', ' ', wp_specialchars_decode( $term->name, ENT_QUOTES ) ) );
	}
	return $names;
}

/** The cart as the platform takes it, and what there is to round up; minor units. */
function kindcart_cart_facts() {
	$cart     = WC()->cart;
	$currency = get_woocommerce_currency();
	$lines    = array();
	foreach ( $cart->get_cart() as $key => $line ) {
		$product = $line['data'];
		$lines[] = array(
			'id'          => (string) $key,
			'productId'   => (string) $line['product_id'],
			'variantId'   => $line['variation_id'] ? (string) $line['variation_id'] : null,
			'sku'         => '' === (string) $product->get_sku() ? null : (string) $product->get_sku(),
			'collections' => kindcart_terms( $line['product_id'], 'product_cat' ),
			'tags'        => kindcart_terms( $line['product_id'], 'product_tag' ),
			'quantity'    => (int) ceil( $line['quantity'] ),
			// After discounts and before tax, as orders count it.
			'amount'      => kindcart_minor_units( $line['line_total'], $currency ),
			'kind'        => 'goods',
		);
	}
	$chosen = kindcart_chosen();
	$total  = kindcart_minor_units( $cart->get_total( 'edit' ), $currency );
	return array(
		'cart'  => array(
			'currency' => $currency,
			'choice'   => '' === $chosen['cause'] ? null : $chosen['cause'],
			'lines'    => $lines,
		),
		'total' => $total - $chosen['round_up'],
	);
}

/** What the shopper chose in this cart: nothing, until they did. */
function kindcart_chosen() {
	$chosen = WC()->session ? WC()->session->get( 'kindcart' ) : null;
	$chosen = is_array( $chosen ) ? $chosen : array();
	// Where the merchant has no project for it any more, nothing is rounded up.
	$rounds_up = '' !== kindcart_setting( 'round_up' ) && isset( $chosen['round_up'] );
	return array(
		'cause'    => isset( $chosen['cause'] ) ? (string) $chosen['cause'] : '',
		'round_up' => $rounds_up ? (int) $chosen['round_up'] : 0,
	);
}

/** The shopper's own gift, on its own line: no goods, and not taxed. */
function kindcart_add_fee( $cart ) {
	$amount = kindcart_chosen()['round_up'];
	if ( $amount < 1 ) {
		return;
	}
	$cart->fees_api()->add_fee(
		array(
			'id'      => KINDCART_FEE,
			'name'    => __( 'Your gift, rounded up', 'kindcart' ),
			'amount'  => kindcart_major_units( $amount, get_woocommerce_currency() ),
			'taxable' => false,
		)
	);
}

/** Takes what the shopper chose, where something was, and answers with the cart as it is then. */
function kindcart_answer_cart() {
	if ( ! check_ajax_referer( 'kindcart-cart', 'nonce', false ) ) {
		wp_send_json_error( array( 'message' => __( 'This page is too old. Load it again.', 'kindcart' ) ), 403 );
	}
	if ( ! WC()->session || ! WC()->cart ) {
		wp_send_json_error( array( 'message' => __( 'There is no cart. Load this page again.', 'kindcart' ) ), 400 );
	}
	$chosen = kindcart_chosen();
	if ( isset( $_POST['round_up'] ) ) {
		$given = sanitize_text_field( wp_unslash( $_POST['round_up'] ) );
		if ( 1 !== preg_match( '~^\d{1,9}$~', $given ) ) {
			wp_send_json_error( array( 'message' => __( 'This is not an amount.', 'kindcart' ) ), 400 );
		}
		$chosen['round_up'] = (int) $given;
	}
	if ( isset( $_POST['cause'] ) ) {
		$given = sanitize_text_field( wp_unslash( $_POST['cause'] ) );
		if ( 1 !== preg_match( '~^(prj_[0-7][0-9a-hjkmnp-tv-z]{25})?$~', $given ) ) {
			wp_send_json_error( array( 'message' => __( 'This is not a project.', 'kindcart' ) ), 400 );
		}
		$chosen['cause'] = $given;
	}
	WC()->session->set( 'kindcart', $chosen );
	WC()->cart->calculate_totals();
	wp_send_json_success( kindcart_cart_facts() );
}
