<?php
/**
 * The settings page: which platform, which merchant, and the secrets of the connection.
 *
 * @package Kindcart
 */

defined( 'ABSPATH' ) || exit;

const KINDCART_OPTION = 'kindcart_settings';

function kindcart_add_settings() {
	add_action( 'admin_menu', 'kindcart_add_settings_page' );
	add_action( 'admin_init', 'kindcart_register_settings' );
}

/** Every setting: its label, the form that it must have, and whether it is shown again. */
function kindcart_fields() {
	return array(
		'platform_url'    => array(
			'label'   => __( 'Address of the platform', 'kindcart' ),
			'hint'    => 'https://give.example.org',
			'pattern' => '~^(https://[^\s/?#]+|http://(localhost|127\.0\.0\.1))(:\d+)?$~',
			'secret'  => false,
		),
		'publishable_key' => array(
			'label'   => __( 'Publishable key', 'kindcart' ),
			'hint'    => 'pk_live_…',
			'pattern' => '~^pk_(test|live)_\w+$~',
			'secret'  => false,
		),
		'merchant'        => array(
			'label'   => __( 'Merchant', 'kindcart' ),
			'hint'    => 'mer_…',
			'pattern' => '~^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$~',
			'secret'  => false,
		),
		'source'          => array(
			'label'   => __( 'Source', 'kindcart' ),
			'hint'    => 'src_…',
			'pattern' => '~^src_[0-7][0-9a-hjkmnp-tv-z]{25}$~',
			'secret'  => false,
		),
		'source_secret'   => array(
			'label'   => __( 'Secret of the source', 'kindcart' ),
			'hint'    => __( 'as it was shown when the shop was connected', 'kindcart' ),
			// WooCommerce unescapes & < > " and ' before it signs; none of them may be in it.
			'pattern' => '~^[A-Za-z0-9_-]{16,200}$~',
			'secret'  => true,
		),
		'order_secret'    => array(
			'label'   => __( 'Secret of order tokens', 'kindcart' ),
			'hint'    => __( 'for what the thank-you page shows', 'kindcart' ),
			'pattern' => '~^\w{16,200}$~',
			'secret'  => true,
		),
		'round_up'        => array(
			'label'   => __( 'Project that rounded-up amounts go to', 'kindcart' ),
			'hint'    => __( 'prj_…, or nothing where carts are not rounded up', 'kindcart' ),
			'pattern' => '~^prj_[0-7][0-9a-hjkmnp-tv-z]{25}$~',
			'secret'  => false,
		),
	);
}

/** One setting as text; empty where it is not set. */
function kindcart_setting( $name ) {
	$settings = get_option( KINDCART_OPTION, array() );
	return isset( $settings[ $name ] ) && is_string( $settings[ $name ] ) ? $settings[ $name ] : '';
}

function kindcart_add_settings_page() {
	add_submenu_page(
		'woocommerce',
		__( 'Kindcart', 'kindcart' ),
		__( 'Kindcart', 'kindcart' ),
		'manage_woocommerce',
		'kindcart',
		'kindcart_show_settings'
	);
}

function kindcart_register_settings() {
	register_setting(
		'kindcart',
		KINDCART_OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'kindcart_sanitize_settings',
			'default'           => array(),
			// Secrets are read on every order, and never by the REST API.
			'show_in_rest'      => false,
		)
	);
}

/** Saving needs the same right as seeing the page. */
function kindcart_settings_capability() {
	return 'manage_woocommerce';
}
add_filter( 'option_page_capability_kindcart', 'kindcart_settings_capability' );

/** Keeps what has its form; of the rest the old value stays, and a sentence says why. */
function kindcart_sanitize_settings( $given ) {
	$given = is_array( $given ) ? $given : array();
	$kept  = array();
	foreach ( kindcart_fields() as $name => $field ) {
		$old   = kindcart_setting( $name );
		$value = isset( $given[ $name ] ) && is_string( $given[ $name ] ) ? trim( $given[ $name ] ) : '';
		if ( 'platform_url' === $name ) {
			$value = untrailingslashit( $value );
		}
		if ( '' === $value ) {
			// A secret is not shown again, so an empty field means that it stays.
			$kept[ $name ] = $field['secret'] ? $old : '';
		} elseif ( 1 === preg_match( $field['pattern'], $value ) ) {
			$kept[ $name ] = $value;
		} else {
			$kept[ $name ] = $old;
			add_settings_error(
				KINDCART_OPTION,
				'kindcart_' . $name,
				/* translators: %s: name of a setting */
				sprintf( __( '%s: this is not what it looks like. Copy it again; the old value was kept.', 'kindcart' ), $field['label'] )
			);
		}
	}
	return $kept;
}

function kindcart_show_settings() {
	if ( ! current_user_can( 'manage_woocommerce' ) ) {
		wp_die( esc_html__( 'You may not change this shop.', 'kindcart' ), 403 );
	}
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Kindcart', 'kindcart' ); ?></h1>
		<?php settings_errors( KINDCART_OPTION ); ?>
		<p><?php echo esc_html( kindcart_connection_words() ); ?></p>
		<form method="post" action="options.php">
			<?php settings_fields( 'kindcart' ); ?>
			<table class="form-table" role="presentation">
				<?php array_map( 'kindcart_show_field', array_keys( kindcart_fields() ), kindcart_fields() ); ?>
			</table>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}

function kindcart_show_field( $name, $field ) {
	$id    = 'kindcart-' . $name;
	$value = kindcart_setting( $name );
	$shown = $field['secret'] ? '' : $value;
	$hint  = $field['secret'] && '' !== $value ? __( 'It is kept. Type another one to replace it.', 'kindcart' ) : $field['hint'];
	?>
	<tr>
		<th scope="row"><label for="<?php echo esc_attr( $id ); ?>"><?php echo esc_html( $field['label'] ); ?></label></th>
		<td>
			<input class="regular-text" autocomplete="off" spellcheck="false"
				type="<?php echo esc_attr( $field['secret'] ? 'password' : 'text' ); ?>"
				id="<?php echo esc_attr( $id ); ?>"
				name="<?php echo esc_attr( KINDCART_OPTION . '[' . $name . ']' ); ?>"
				value="<?php echo esc_attr( $shown ); ?>"
				aria-describedby="<?php echo esc_attr( $id . '-hint' ); ?>">
			<p class="description" id="<?php echo esc_attr( $id . '-hint' ); ?>"><?php echo esc_html( $hint ); ?></p>
		</td>
	</tr>
	<?php
}

/** How far the connection is, and what comes next. */
function kindcart_connection_words() {
	if ( '' === kindcart_setting( 'platform_url' ) || '' === kindcart_setting( 'publishable_key' ) ) {
		return __( 'Nothing is shown to shoppers yet: the address of the platform and the publishable key are missing.', 'kindcart' );
	}
	if ( '' === kindcart_setting( 'source' ) || '' === kindcart_setting( 'source_secret' ) ) {
		return __( 'Orders are not told yet: connect this shop with "kindcart merchants connect woocommerce", and copy the source and its secret here.', 'kindcart' );
	}
	$broken = kindcart_disabled_webhooks();
	if ( array() !== $broken ) {
		return __( 'WooCommerce has switched webhooks off, as it does after five failures. Save this page to switch them on again; the platform asks for what was missed.', 'kindcart' );
	}
	return __( 'Orders are told to the platform.', 'kindcart' );
}
