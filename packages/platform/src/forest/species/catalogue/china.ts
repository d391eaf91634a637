/**
 * Species that are planted against sand and erosion in the north of China. No published height curve with
 * its parameters was at hand for any of them, so the curves were set by us, to what the sources named in
 * each entry say of height and age; the crowns have no published ages behind them at all.
 */
import type { CatalogueEntry } from './entry.ts';

const flora = 'Flora Reipublicae Popularis Sinicae';
const crown = 'The crown was set by us in proportion to the height.';

export const chinese: readonly CatalogueEntry[] = [
  {
    slug: 'haloxylon-ammodendron',
    latinName: 'Haloxylon ammodendron',
    names: {
      en: 'Saxaul',
      'zh-CN': '梭梭',
      de: 'Saxaul',
      es: 'Saxaúl',
      fr: 'Saxaoul',
      ja: 'サクサウール',
      'pt-BR': 'Saxaul',
    },
    nativeRange: {
      en: 'Deserts of Central Asia, from Iran and Turkmenistan to Mongolia, Xinjiang, Gansu and Inner Mongolia',
      'zh-CN': '中亚荒漠，自伊朗、土库曼斯坦至蒙古国，中国新疆、甘肃、内蒙古等地',
    },
    needs: {
      en: 'Sand or gravel, full sun. Water in its first years; later it lives on ground water and a few dozen millimetres of rain. Too dense a stand withers.',
      'zh-CN': '沙地或戈壁，全日照。栽后头几年需补水，此后靠地下水和几十毫米降水存活；过密则枯衰。',
    },
    curves: {
      height: { maxCm: 450, ratePerYear: 0.13, shape: 1.5 },
      crown: { maxCm: 400, ratePerYear: 0.13, shape: 1.5 },
      tallestCm: 1_200,
    },
    basis: `Set by us, not fitted to measurements: fast until about 20 years, slow until 28 and hardly any after, as Luo, Chen, He and Li (2021, doi:10.5772/intechopen.99050) found in plantations at the southern edge of the Gurbantunggut Desert. ${crown}`,
    published: [{ ageYears: 40, fromCm: 100, toCm: 900, source: `${flora}: a tree of 1 to 9 m` }],
  },
  {
    slug: 'salix-psammophila',
    latinName: 'Salix psammophila',
    names: { en: 'Desert willow of the Ordos', 'zh-CN': '沙柳' },
    nativeRange: {
      en: 'Sands of the Ordos Plateau and its neighbours: Inner Mongolia, northern Shaanxi, Ningxia',
      'zh-CN': '鄂尔多斯高原及周边沙地：内蒙古、陕北、宁夏',
    },
    needs: {
      en: 'Moist sand between dunes, full sun. It bears being buried and is cut to the ground every few years, or it ages.',
      'zh-CN': '丘间湿润沙地，全日照。耐沙埋；每隔数年须平茬，否则衰老。',
    },
    curves: {
      height: { maxCm: 350, ratePerYear: 0.45, shape: 1.2 },
      crown: { maxCm: 350, ratePerYear: 0.4, shape: 1.2 },
      tallestCm: 600,
    },
    basis: `Set by us, not fitted to measurements: a shrub that is full-grown within about ten years when it is not cut. ${crown}`,
    published: [{ ageYears: 15, fromCm: 300, toCm: 400, source: `${flora}: a shrub of 3 to 4 m` }],
  },
  {
    slug: 'pinus-sylvestris-mongolica',
    latinName: 'Pinus sylvestris var. mongolica',
    names: {
      en: 'Mongolian Scots pine',
      'zh-CN': '樟子松',
      ar: 'الصنوبر البري المنغولي',
      de: 'Mongolische Waldkiefer',
      es: 'Pino silvestre de Mongolia',
      fr: 'Pin sylvestre de Mongolie',
      ja: 'モンゴリアカマツ',
      'pt-BR': 'Pinheiro-silvestre-da-mongólia',
    },
    nativeRange: {
      en: 'Greater Khingan Range and the sands of Hulunbuir in China, eastern Mongolia and Transbaikalia',
      'zh-CN': '大兴安岭、呼伦贝尔沙地，蒙古国东部及外贝加尔',
    },
    needs: {
      en: 'Well-drained sand, full sun, room for each tree: dense stands on dry sand decline early.',
      'zh-CN': '排水良好的沙地，全日照，株距宜大：干旱沙地上过密的林分早衰。',
    },
    curves: {
      height: { maxCm: 1_600, ratePerYear: 0.05, shape: 2 },
      crown: { maxCm: 500, ratePerYear: 0.05, shape: 1.5 },
      tallestCm: 2_500,
    },
    basis: `Set by us. Zhu, Fan, Zeng, Jiang and Matsuzaki (2003, Journal of Forestry Research 14: 103–111) describe planted and natural trees by curves of this kind; their parameters were not at hand. Growth is fastest at 14 years; planted Scots pines of northern Mongolia grow fastest from 8 to 15. Not taller than the 25 m of ${flora}. ${crown}`,
    published: [
      {
        ageYears: 10.45,
        fromCm: 182,
        toCm: 317,
        source:
          'mean 249.7 ± 67.3 cm of Scots pine saplings in Tujiin Nars National Park, Mongolia',
      },
    ],
  },
  {
    slug: 'populus-euphratica',
    latinName: 'Populus euphratica',
    names: {
      en: 'Euphrates poplar',
      'zh-CN': '胡杨',
      ar: 'الحور الفراتي',
      de: 'Euphrat-Pappel',
      es: 'Álamo del Éufrates',
      fr: 'Peuplier de l’Euphrate',
      ja: 'コトカケヤナギ',
      'pt-BR': 'Álamo-do-eufrates',
    },
    nativeRange: {
      en: 'River banks in deserts from North Africa and the Near East to Central Asia, Xinjiang, Gansu and western Inner Mongolia',
      'zh-CN': '自北非、近东至中亚的荒漠河岸，中国新疆、甘肃、内蒙古西部',
    },
    needs: {
      en: 'Ground water within reach of its roots, full sun. It bears salt, heat and frost, and drying of the river least of all.',
      'zh-CN': '根系可及的地下水，全日照。耐盐碱、酷热与严寒，最怕河流断水。',
    },
    curves: {
      height: { maxCm: 1_700, ratePerYear: 0.1, shape: 3 },
      crown: { maxCm: 900, ratePerYear: 0.08, shape: 2 },
      tallestCm: 2_500,
    },
    basis: `Set by us for good sites: slow for some years, fastest at about 11, slower from 25 to 30 on. The tallest trees of the lower Tarim measured 19 m (Aishan and others 2015, Journal of Arid Land 7: 544–554); the limit leaves room above. ${crown}`,
    published: [
      {
        ageYears: 20,
        fromCm: 1_000,
        toCm: 1_400,
        source: '10 to 14 m in good habitat, ppdoc.com/periodical/02a807806e98d6f25cea1e6d594ecb1a',
      },
    ],
  },
  {
    slug: 'caragana-korshinskii',
    latinName: 'Caragana korshinskii',
    names: { en: 'Korshinsk peashrub', 'zh-CN': '柠条', de: 'Korshinsky-Erbsenstrauch' },
    nativeRange: {
      en: 'Half-fixed and fixed sands of Inner Mongolia, Ningxia and Gansu, and of southern Mongolia',
      'zh-CN': '内蒙古、宁夏、甘肃及蒙古国南部的半固定、固定沙地',
    },
    needs: {
      en: 'Sand or loess, full sun, 200 mm of rain or more. Cut to the ground at 8 to 12 years, it grows anew.',
      'zh-CN': '沙地或黄土，全日照，年降水200毫米以上。8至12年平茬一次可复壮。',
    },
    curves: {
      height: { maxCm: 220, ratePerYear: 0.09, shape: 1.1 },
      crown: { maxCm: 240, ratePerYear: 0.09, shape: 1.1 },
      tallestCm: 500,
    },
    basis: `Set by us, not fitted to measurements: planted shrubs of north-west Shanxi, 6 to 50 years old, were tallest and widest at 40 and smaller at 50; such decline is not in the curve. ${crown}`,
    published: [{ ageYears: 40, fromCm: 100, toCm: 400, source: `${flora}: a shrub of 1 to 4 m` }],
  },
  {
    slug: 'hippophae-rhamnoides',
    latinName: 'Hippophae rhamnoides',
    names: {
      en: 'Sea buckthorn',
      'zh-CN': '沙棘',
      ar: 'نبق البحر',
      de: 'Sanddorn',
      es: 'Espino amarillo',
      fr: 'Argousier',
      ja: 'スナジグミ',
      'pt-BR': 'Espinheiro-marítimo',
    },
    nativeRange: {
      en: 'From the coasts of Europe through the mountains of Asia to the Loess Plateau of China',
      'zh-CN': '自欧洲海岸经亚洲山地至中国黄土高原',
    },
    needs: {
      en: 'Light, and 400 mm of rain on loess or sand. Its roots bind nitrogen; plants age after about 15 years and come again from suckers.',
      'zh-CN': '喜光，黄土或沙地，年降水400毫米左右。根可固氮；约15年后衰老，由根蘖更新。',
    },
    curves: {
      height: { maxCm: 350, ratePerYear: 0.3, shape: 1.6 },
      crown: { maxCm: 300, ratePerYear: 0.3, shape: 1.6 },
      tallestCm: 1_800,
    },
    basis: `Set by us, not fitted to measurements: slow in the first year, then fast, full-grown by 15 years, after which plants degenerate (NFTA 93-02, Winrock 1993, which also tells of 18 m in certain zones). ${crown}`,
    published: [
      { ageYears: 15, fromCm: 200, toCm: 400, source: 'commonly described as 2 to 4 m high' },
    ],
  },
];
