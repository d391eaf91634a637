/** Species from other parts of the world. Their curves were set by us, to what each entry's sources say. */
import type { CatalogueEntry } from './entry.ts';

const crown = 'The crown was set by us; no published ages are behind it.';

export const fromElsewhere: readonly CatalogueEntry[] = [
  {
    slug: 'faidherbia-albida',
    latinName: 'Faidherbia albida',
    names: {
      en: 'Winter thorn',
      'zh-CN': '微白金合欢',
      ar: 'الحراز',
      de: 'Anabaum',
      fr: 'Kad',
    },
    nativeRange: {
      en: 'Dry Africa from the Sahel to the south, the Near East and Arabia',
      'zh-CN': '非洲干旱地区（自萨赫勒至南部），近东与阿拉伯半岛',
    },
    needs: {
      en: 'Deep sandy soil with water below, full sun. Green in the dry season and bare in the rains, so that crops grow under it.',
      'zh-CN': '深厚沙质土、下有水源，全日照。旱季长叶、雨季落叶，树下可种庄稼。',
    },
    curves: {
      height: { maxCm: 1_500, ratePerYear: 0.07, shape: 1.3 },
      crown: { maxCm: 1_400, ratePerYear: 0.06, shape: 1.3 },
      tallestCm: 3_000,
    },
    basis: `Set by us, not fitted to measurements; growth varies much within one field ("Variability in the growth of Faidherbia albida: the soils connection", Niger 1994). ${crown}`,
    published: [
      {
        ageYears: 40,
        fromCm: 1_000,
        toCm: 1_500,
        source:
          'normally a tree to 15 m, 25 m or more in southern Africa: NFTA 95-01, Winrock 1995',
      },
    ],
  },
  {
    slug: 'polylepis-australis',
    latinName: 'Polylepis australis',
    names: { en: 'Tabaquillo', 'zh-CN': '南方多鳞木', es: 'Tabaquillo', 'pt-BR': 'Tabaquillo' },
    nativeRange: {
      en: 'Mountains of north-western and central Argentina, from 1,200 to 2,900 m',
      'zh-CN': '阿根廷西北部与中部山地，海拔1200至2900米',
    },
    needs: {
      en: 'Protection from cattle and fire, soil that is not worn down. It grows slowly and holds the water of its mountains.',
      'zh-CN': '防牲畜与火，土壤未退化处生长较好。生长缓慢，涵养山地水源。',
    },
    curves: {
      height: { maxCm: 500, ratePerYear: 0.04, shape: 1.6 },
      crown: { maxCm: 500, ratePerYear: 0.04, shape: 1.4 },
      tallestCm: 1_500,
    },
    basis: `Set by us to the growth of seedlings in a plantation of Córdoba; later ages are not measured. ${crown}`,
    published: [
      {
        ageYears: 5,
        fromCm: 30,
        toCm: 40,
        source:
          'growth of 34.6 ± 1.2 cm in 5 years: Renison and others 2005, doi:10.1111/j.1526-100X.2005.00015.x',
      },
    ],
  },
];
