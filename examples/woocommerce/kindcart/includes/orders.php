<?php
/**
 * What an order carries besides what WooCommerce says of it: tags and collections of its lines, which no
 * webhook has otherwise, and what the shopper chose.
 *
 * @package Kindcart
 */

defined( 'ABSPATH' ) || exit;

function kindcart_add_orders() {
	add_action( 'woocommerce_checkout_create_order_line_item', 'kindcart_mark_line', 10, 3 );
	add_action( 'woocommerce_checkout_create_order_fee_item', 'kindcart_mark_fee', 10, 3 );
	add_action( 'woocommerce_checkout_create_order', 'kindcart_mark_order' );
	add_action( 'woocommerce_store_api_checkout_update_order_meta', 'kindcart_mark_block_order' );
	add_action( 'woocommerce_checkout_order_processed', 'kindcart_forget_choice' );
	add_action( 'woocommerce_store_api_checkout_order_processed', 'kindcart_forget_choice' );
	add_filter( 'woocommerce_hidden_order_itemmeta', 'kindcart_hide_meta' );
}

function kindcart_mark_line( $item, $cart_item_key, $values ) {
	$taxonomies = array(
		'_kindcart_tags'        => 'product_tag',
		'_kindcart_collections' => 'product_cat',
	);
	foreach ( $taxonomies as $key => $taxonomy ) {
		$names = kindcart_terms( $values['product_id'], $taxonomy );
		if ( array() !== $names ) {
			$item->update_meta_data( $key, implode( ',', $names ) );
		}
	}
}

function kindcart_mark_fee( $item, $fee_key, $fee ) {
	if ( KINDCART_FEE === $fee->id ) {
		$item->update_meta_data( '_kindcart_round_up', kindcart_setting( 'round_up' ) );
	}
}

function kindcart_mark_order( $order ) {
	$cause = kindcart_chosen()['cause'];
	if ( '' !== $cause ) {
		$order->update_meta_data( '_kindcart_cause', $cause );
	}
}

/** In checkouts of blocks the order is there already, and is not saved after this. */
function kindcart_mark_block_order( $order ) {
	kindcart_mark_order( $order );
	$order->save();
}

/** The next cart begins with nothing chosen. */
function kindcart_forget_choice() {
	if ( WC()->session ) {
		WC()->session->set( 'kindcart', null );
	}
}

/** Staff need not see them beside each line of an order. */
function kindcart_hide_meta( $keys ) {
	return array_merge( $keys, array( '_kindcart_tags', '_kindcart_collections', '_kindcart_round_up' ) );
}
