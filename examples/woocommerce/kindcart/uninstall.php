<?php
/**
 * Takes away what the plugin kept: its settings and its webhooks. Orders stay as they are.
 *
 * @package Kindcart
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$kindcart_webhooks = get_option( 'kindcart_webhooks', array() );
if ( function_exists( 'wc_get_webhook' ) && is_array( $kindcart_webhooks ) ) {
	foreach ( $kindcart_webhooks as $kindcart_webhook_id ) {
		$kindcart_webhook = wc_get_webhook( $kindcart_webhook_id );
		if ( $kindcart_webhook ) {
			$kindcart_webhook->delete( true );
		}
	}
}
delete_option( 'kindcart_webhooks' );
delete_option( 'kindcart_settings' );
