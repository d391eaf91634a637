import type { PaymentStart } from '@kindcart/contract';
import type { MountFields } from './port.ts';

/** Fetches the code of a provider's fields, and nothing of another's. */
export function fieldsOf(
  provider: PaymentStart['provider'],
): Promise<{ readonly mount: MountFields }> {
  return provider === 'stripe' ? import('./stripe/fields.ts') : import('./sandbox-card/fields.ts');
}
