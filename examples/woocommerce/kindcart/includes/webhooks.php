<?php
/**
 * The shop's webhooks: one for each topic, signed by the secret of the source, made when the connection
 * is saved and kept in step with it.
 *
 * @package Kindcart
 */

defined( 'ABSPATH' ) || exit;

const KINDCART_TOPICS   = array( 'order.created', 'order.updated', 'order.deleted', 'order.restored' );
const KINDCART_WEBHOOKS = 'kindcart_webhooks';

function kindcart_add_webhooks() {
	add_action( 'add_option_' . KINDCART_OPTION, 'kindcart_update_webhooks', 10, 0 );
	add_action( 'update_option_' . KINDCART_OPTION, 'kindcart_update_webhooks', 10, 0 );
	// Saving without a change is how webhooks that were switched off come back.
	add_filter( 'pre_update_option_' . KINDCART_OPTION, 'kindcart_resume_on_save', 10, 1 );
	add_filter( 'woocommerce_webhook_payload', 'kindcart_date_deletion', 10, 4 );
	add_action( 'woocommerce_trash_order', 'kindcart_note_deletion' );
	add_action( 'woocommerce_before_delete_order', 'kindcart_note_deletion' );
	add_action( 'wp_trash_post', 'kindcart_note_deletion_of_post' );
	add_action( 'before_delete_post', 'kindcart_note_deletion_of_post' );
}

/** Ids of the webhooks that this plugin made, by their topic. */
function kindcart_webhook_ids() {
	$ids = get_option( KINDCART_WEBHOOKS, array() );
	return is_array( $ids ) ? $ids : array();
}

function kindcart_update_webhooks() {
	if ( ! class_exists( 'WC_Webhook' ) || ! current_user_can( 'manage_woocommerce' ) ) {
		return;
	}
	$source = kindcart_setting( 'source' );
	$secret = kindcart_setting( 'source_secret' );
	if ( '' === $source || '' === $secret || '' === kindcart_setting( 'platform_url' ) ) {
		kindcart_pause_webhooks();
		return;
	}
	$ids = array();
	foreach ( KINDCART_TOPICS as $topic ) {
		$webhook = kindcart_webhook( $topic );
		/* translators: %s: topic of a webhook, such as order.created */
		$webhook->set_name( sprintf( __( 'Kindcart: %s', 'kindcart' ), $topic ) );
		// WooCommerce reads the order with the rights of this user.
		$webhook->set_user_id( get_current_user_id() );
		$webhook->set_topic( $topic );
		$webhook->set_secret( $secret );
		$webhook->set_delivery_url( kindcart_setting( 'platform_url' ) . '/v1/shops/' . $source . '/events' );
		$webhook->set_api_version( 'wp_api_v3' );
		$webhook->set_failure_count( 0 );
		$webhook->set_status( 'active' );
		$webhook->save();
		$ids[ $topic ] = $webhook->get_id();
	}
	update_option( KINDCART_WEBHOOKS, $ids, false );
}

/** The webhook of a topic, a new one where there is none or where somebody deleted it. */
function kindcart_webhook( $topic ) {
	$ids   = kindcart_webhook_ids();
	$known = isset( $ids[ $topic ] ) ? wc_get_webhook( $ids[ $topic ] ) : null;
	return $known ? $known : new WC_Webhook();
}

function kindcart_each_webhook( $work ) {
	if ( ! function_exists( 'wc_get_webhook' ) ) {
		return;
	}
	foreach ( kindcart_webhook_ids() as $id ) {
		$webhook = wc_get_webhook( $id );
		if ( $webhook ) {
			$work( $webhook );
		}
	}
}

function kindcart_pause_webhooks() {
	kindcart_each_webhook(
		function ( $webhook ) {
			$webhook->set_status( 'paused' );
			$webhook->save();
		}
	);
}

function kindcart_resume_webhooks() {
	kindcart_each_webhook(
		function ( $webhook ) {
			$webhook->set_failure_count( 0 );
			$webhook->set_status( 'active' );
			$webhook->save();
		}
	);
}

function kindcart_resume_on_save( $settings ) {
	if ( array() !== kindcart_disabled_webhooks() && current_user_can( 'manage_woocommerce' ) ) {
		kindcart_resume_webhooks();
	}
	return $settings;
}

/** Ids of webhooks that WooCommerce has switched off. */
function kindcart_disabled_webhooks() {
	$disabled = array();
	kindcart_each_webhook(
		function ( $webhook ) use ( &$disabled ) {
			if ( 'disabled' === $webhook->get_status() ) {
				$disabled[] = $webhook->get_id();
			}
		}
	);
	return $disabled;
}

/** WooCommerce tells of a deletion by the id alone, and later: when it happened is kept until then. */
function kindcart_note_deletion( $order_id ) {
	set_transient( 'kindcart_deleted_' . (int) $order_id, time(), WEEK_IN_SECONDS );
}

function kindcart_note_deletion_of_post( $post_id ) {
	if ( 'shop_order' === get_post_type( $post_id ) ) {
		kindcart_note_deletion( $post_id );
	}
}

/** Adds the time of a deletion to what our own webhooks tell, so that a restored order is seen as one. */
function kindcart_date_deletion( $payload, $resource, $resource_id, $webhook_id ) {
	$is_ours = in_array( (int) $webhook_id, array_map( 'intval', kindcart_webhook_ids() ), true );
	if ( ! $is_ours || 'order' !== $resource || ! is_array( $payload ) || array( 'id' ) !== array_keys( $payload ) ) {
		return $payload;
	}
	$at = (int) get_transient( 'kindcart_deleted_' . (int) $resource_id );

	$payload['date_deleted_gmt'] = gmdate( 'Y-m-d\TH:i:s', $at > 0 ? $at : time() );
	return $payload;
}
