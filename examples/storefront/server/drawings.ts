/**
 * The pictures of products: a few motifs drawn once, each in the product's own colours. They are sent
 * as files of their own, so no picture comes from elsewhere and none is markup in a page.
 */
import type { Drawing } from './catalogue/product.ts';

const ink = '#2f2a24';
const shade = (x: number, width: number, y = 372) =>
  `<ellipse cx="${x}" cy="${y}" rx="${width}" ry="13" fill="${ink}" opacity=".12"/>`;

/** A tea leaf that lies at a point, turned, so many times as large as drawn. */
function leaf(x: number, y: number, turn: number, size: number, fill: string): string {
  return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})">
<path d="M0 0C14-22 44-30 78-20 58 4 28 16 0 0Z" fill="${fill}"/>
<path d="M2-1C26-8 48-14 72-19" fill="none" stroke="${ink}" stroke-opacity=".28" stroke-width="1.6" stroke-linecap="round"/>
</g>`;
}

/** A highlight down the side of something round. */
const gleam = (d: string) =>
  `<path d="${d}" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="7" stroke-linecap="round"/>`;

type Draw = (colours: Pick<Drawing, 'main' | 'second'>) => string;

const motifs: Readonly<Record<Drawing['motif'], Draw>> = {
  tin: ({ main, second }) => `${shade(240, 116)}
<rect x="150" y="148" width="180" height="224" rx="10" fill="${main}"/>
<path d="M158 108h164a10 10 0 0 1 10 10v36H148v-36a10 10 0 0 1 10-10Z" fill="${main}"/>
<path d="M148 150h184v8H148z" fill="${ink}" opacity=".22"/>
<rect x="186" y="196" width="108" height="128" rx="3" fill="#f7f1e4"/>
<path d="M196 206h88v108h-88z" fill="none" stroke="${main}" stroke-opacity=".55" stroke-width="1.5"/>
${leaf(214, 276, -30, 0.78, second)}${leaf(232, 286, -78, 0.62, main)}
${gleam('M164 178v168')}`,
  cup: ({ main, second }) => `${shade(240, 128, 360)}
<circle cx="240" cy="244" r="132" fill="${main}"/>
<circle cx="240" cy="244" r="132" fill="none" stroke="${ink}" stroke-opacity=".1" stroke-width="3"/>
<circle cx="240" cy="244" r="106" fill="${second}"/>
<path d="M140 268a106 106 0 0 0 200 0 120 120 0 0 1-200 0Z" fill="${ink}" opacity=".1"/>
${leaf(196, 226, 18, 0.7, '#6f7f45')}${leaf(262, 268, -64, 0.6, '#86944f')}${leaf(232, 290, 168, 0.55, '#5d6f3c')}
<path d="M166 190a94 94 0 0 1 70-44" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="8" stroke-linecap="round"/>`,
  sprig: ({ main, second }) => `${shade(246, 96, 384)}
<path d="M150 372C196 320 236 244 262 108" fill="none" stroke="${main}" stroke-width="6" stroke-linecap="round"/>
${leaf(190, 322, -8, 1.55, main)}${leaf(206, 298, 196, 1.3, second)}
${leaf(228, 246, -22, 1.5, second)}${leaf(240, 214, 210, 1.25, main)}
${leaf(252, 166, -48, 1.2, main)}${leaf(258, 140, 222, 0.95, second)}
${leaf(262, 112, -96, 0.85, second)}`,
  cake: ({ main, second }) => `${shade(240, 150, 366)}
<circle cx="240" cy="236" r="140" fill="${second}"/>
<path d="M240 96l20 34 38-14 4 40 40 6-14 38 34 20-28 28 22 34-38 12 6 40-40-4-12 38-32-24-32 24-12-38-40 4 6-40-38-12 22-34-28-28 34-20-14-38 40-6 4-40 38 14Z" fill="#fff" opacity=".35"/>
<circle cx="240" cy="236" r="92" fill="${main}"/>
<g fill="none" stroke="${second}" stroke-opacity=".35" stroke-width="3" stroke-linecap="round">
<path d="M190 206c16-10 26-2 40-12M252 190c14 8 26 2 40 12M176 244c20-8 30 6 48-4M246 236c16-10 34 4 52-6M196 280c16-8 30 6 44-2M256 282c12-8 24 2 34-6"/></g>
<circle cx="240" cy="236" r="18" fill="${ink}" opacity=".22"/>
<path d="M338 160h44v96l-22-16-22 16z" fill="#a5392b"/>`,
  gaiwan: ({ main, second }) => `${shade(240, 140)}
<path d="M120 336h240c-16 26-56 34-120 34s-104-8-120-34Z" fill="${main}"/>
<path d="M140 206h200c0 84-40 130-100 130S140 290 140 206Z" fill="${main}"/>
<path d="M140 206h200c0 84-40 130-100 130 40-20 62-64 66-130Z" fill="${ink}" opacity=".07"/>
<path d="M132 206c8-54 52-80 108-80s100 26 108 80Z" fill="${main}"/>
<path d="M132 206h216" stroke="${ink}" stroke-opacity=".16" stroke-width="4"/>
<rect x="222" y="98" width="36" height="30" rx="12" fill="${main}"/>
<g fill="none" stroke="${second}" stroke-width="5" stroke-linecap="round"><path d="M176 250c24 26 40-22 64 4s44-20 62 0"/><path d="M190 282c20 18 34-14 50 4s36-14 50-2" opacity=".6"/><path d="M178 178c40-20 84-20 124 0" opacity=".7"/></g>`,
  teapot: ({ main, second }) => `${shade(240, 132)}
<path d="M322 226c64-30 82 6 62 44-12 24-40 46-72 50" fill="none" stroke="${main}" stroke-width="20" stroke-linecap="round"/>
<path d="M160 262c-46 6-62-30-80-66l24-8c16 22 32 28 62 24Z" fill="${main}"/>
<path d="M136 272c0-62 46-96 104-96s104 34 104 96-42 100-104 100-104-38-104-100Z" fill="${main}"/>
<path d="M172 186c20-26 116-26 136 0Z" fill="${second}"/>
<circle cx="240" cy="154" r="17" fill="${second}"/>
<path d="M172 186h136" stroke="${ink}" stroke-opacity=".3" stroke-width="4" stroke-linecap="round"/>
${gleam('M166 262c4-30 20-46 40-54')}`,
  jug: ({ main, second }) => `${shade(236, 108)}
<path d="M148 140h168l26-14-12 42c16 70 12 204-90 204s-108-128-92-232Z" fill="${main}" opacity=".75"/>
<path d="M142 242c60-14 130 14 196-2 2 66-18 132-98 132s-100-66-98-130Z" fill="${second}" opacity=".85"/>
<path d="M142 242c60-14 130 14 196-2" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="4"/>
${gleam('M168 172c-6 50-6 110 14 152')}`,
  bowl: ({ main, second }) => `${shade(240, 132)}
<path d="M110 196h260c0 88-46 142-88 150v26h-84v-26c-42-8-88-62-88-150Z" fill="${main}"/>
<ellipse cx="240" cy="196" rx="130" ry="30" fill="${second}"/>
<ellipse cx="240" cy="202" rx="108" ry="20" fill="#b0833f" opacity=".55"/>
<path d="M282 346c42-8 88-62 88-150-14 70-50 112-108 128Z" fill="${ink}" opacity=".1"/>
${leaf(214, 204, -6, 0.55, '#6f7f45')}
${gleam('M138 226c6 34 20 60 42 80')}`,
  scoop: ({ main, second }) => `${shade(240, 150, 330)}
<g transform="rotate(-24 240 240)">
<path d="M96 226c40-36 96-40 150-22l152 18a18 18 0 0 1 0 36l-152 18c-54 18-110 14-150-22-10-10-10-18 0-28Z" fill="${main}"/>
<path d="M120 232c36-22 76-24 120-10v36c-44 14-84 12-120-10-8-6-8-10 0-16Z" fill="${ink}" opacity=".16"/>
${leaf(134, 244, 4, 0.9, second)}${leaf(176, 252, -24, 0.8, second)}${leaf(160, 236, 28, 0.7, '#5d6f3c')}
<path d="M262 222l126 14" stroke="#fff" stroke-opacity=".4" stroke-width="5" stroke-linecap="round"/></g>`,
  tray: ({ main, second }) => `${shade(240, 176, 352)}
<path d="M78 286h324v34a22 22 0 0 1-22 22H100a22 22 0 0 1-22-22Z" fill="${main}"/>
<path d="M112 222h256l34 64H78Z" fill="${second}"/>
<g stroke="${main}" stroke-width="6" stroke-linecap="round"><path d="M150 240l-22 34M196 240l-12 34M240 240v34M284 240l12 34M330 240l22 34"/></g>
<path d="M202 206c0-24 16-36 38-36s38 12 38 36c0 20-16 34-38 34s-38-14-38-34Z" fill="#8a4f3d"/>
<path d="M278 198c18-8 26 2 20 16-4 8-12 14-22 14M204 206c-16 0-22-12-28-22" fill="none" stroke="#8a4f3d" stroke-width="8" stroke-linecap="round"/>
<circle cx="240" cy="164" r="7" fill="#8a4f3d"/>
<path d="M310 226h38c0 16-8 24-19 24s-19-8-19-24Z" fill="#f2eee3"/>`,
  kettle: ({ main, second }) => `${shade(240, 132)}
<path d="M158 190c0-116 164-116 164 0" fill="none" stroke="${second}" stroke-width="13" stroke-linecap="round"/>
<path d="M126 274c0-56 46-88 114-88s114 32 114 88-38 98-114 98-114-42-114-98Z" fill="${main}"/>
<path d="M138 250c-34-2-44-24-60-44l26-12c12 18 26 22 50 20Z" fill="${main}"/>
<path d="M176 192c14-24 114-24 128 0Z" fill="${second}"/><circle cx="240" cy="166" r="13" fill="${second}"/>
<g fill="${second}" opacity=".55">${[170, 205, 240, 275, 310].map((x) => `<circle cx="${x}" cy="262" r="6"/><circle cx="${x}" cy="296" r="6"/>`).join('')}</g>
${gleam('M156 262c6-22 20-36 40-44')}`,
  box: ({ main, second }) => `${shade(240, 150)}
<rect x="96" y="176" width="288" height="196" rx="6" fill="${main}"/>
<path d="M86 136h308a6 6 0 0 1 6 6v54H80v-54a6 6 0 0 1 6-6Z" fill="${main}"/>
<path d="M80 190h320v8H80z" fill="${ink}" opacity=".22"/>
<path d="M222 136h36v236h-36z" fill="${second}"/>
<path d="M240 136c-52-8-74-42-54-56s46 14 54 56c8-42 34-70 54-56s-2 48-54 56Z" fill="none" stroke="${second}" stroke-width="11" stroke-linejoin="round"/>
${leaf(126, 300, -14, 0.9, second)}${leaf(290, 296, -14, 0.9, second)}`,
  card: ({ main, second }) => `${shade(240, 150, 356)}
<g transform="rotate(-7 240 240)"><rect x="90" y="146" width="300" height="190" rx="14" fill="${main}"/>
<rect x="106" y="162" width="268" height="158" rx="6" fill="none" stroke="${second}" stroke-opacity=".7" stroke-width="2"/>
${leaf(176, 262, -26, 1.5, second)}${leaf(196, 276, -80, 1.1, second)}
<path d="M296 292h56" stroke="${second}" stroke-width="5" stroke-linecap="round"/></g>`,
};

/** A whole SVG file. */
export function drawn({ motif, main, second, paper }: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480">
<rect width="480" height="480" fill="${paper}"/>
<circle cx="240" cy="226" r="178" fill="#fff" opacity=".26"/>
${motifs[motif]({ main, second })}
</svg>
`;
}
