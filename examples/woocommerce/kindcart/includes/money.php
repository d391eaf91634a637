<?php
/**
 * Money in whole minor units, as the platform counts it.
 *
 * @package Kindcart
 */

defined( 'ABSPATH' ) || exit;

/** How many decimals a currency has by ISO 4217, whatever the shop shows. */
function kindcart_exponent( $currency ) {
	$none  = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
	$three = 'BHD IQD JOD KWD LYD OMR TND';
	if ( in_array( $currency, explode( ' ', $none ), true ) ) {
		return 0;
	}
	return in_array( $currency, explode( ' ', $three ), true ) ? 3 : 2;
}

/**
 * An amount of WooCommerce's in minor units. WooCommerce computes with floats, so it is first written
 * with the currency's own decimals, as the shop's REST API does.
 *
 * @param float|string $amount   In major units.
 * @param string       $currency ISO 4217.
 * @return int
 */
function kindcart_minor_units( $amount, $currency ) {
	$exponent = kindcart_exponent( $currency );
	$text     = number_format( (float) $amount, $exponent, '.', '' );
	return (int) str_replace( '.', '', $text );
}

/** Minor units as WooCommerce takes them: a decimal of major units. */
function kindcart_major_units( $minor, $currency ) {
	$exponent = kindcart_exponent( $currency );
	if ( 0 === $exponent ) {
		return (string) $minor;
	}
	$digits = str_pad( (string) $minor, $exponent + 1, '0', STR_PAD_LEFT );
	return substr( $digits, 0, -$exponent ) . '.' . substr( $digits, -$exponent );
}
