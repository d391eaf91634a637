import type { Misconfiguration } from './surroundings.ts';

/** What the page's author is to do about each misconfiguration. */
export const remedies: Readonly<Record<Misconfiguration, string>> = {
  key_missing:
    'no key. Set data-key on the script, <meta name="kindcart:key">, or key on <kind-kit>, to a publishable key (pk_…).',
  key_secret:
    'a secret key (sk_…) stands in the page. Revoke it now, since every visitor can read it, and use a publishable key (pk_…).',
  key_malformed: 'the key is not a publishable key such as pk_test_….',
  base_url_missing:
    'no address. Set data-base-url on the script, <meta name="kindcart:base-url">, or base-url on <kind-kit>, to the platform.',
  base_url_invalid: 'the address of the platform (base-url) is not an http or https address.',
  project_missing: 'the attribute project is missing or is not a project id such as prj_….',
  item_missing: 'the attribute item is missing or is not the id of a charity item such as chi_….',
  merchant_missing:
    'the attribute merchant is missing or is not the id of a merchant such as mer_….',
  tree_missing:
    'neither the attribute tree, a tree id such as tre_…, nor number, such as 1024, says which tree.',
  plot_missing: 'the attribute plot is missing or is not the id of a plot such as plt_….',
  challenge_missing:
    'the attribute challenge is missing or is not the id of a challenge such as chl_….',
};
