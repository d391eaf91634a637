/** A drawing as a file of SVG. Pure. */
import { html, type Markup } from '../html.ts';
import { isRtlText } from './bidi.ts';
import { type Drawing, type Line, roughWidth, type Shape } from './drawing.ts';

const fonts =
  "'Noto Sans', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Naskh Arabic', Arial, sans-serif";

/** The file. What is written in it is text, which can be selected and read aloud. */
export function svgOf({ width, height, title, language, shapes, lines }: Drawing): string {
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" lang="${language}" font-family="${fonts}">
<title>${title}</title>
${shapes.map(shapeMarkup)}
${lines.map(lineMarkup)}
</svg>
`.toString();
}

/** One shape, for a drawing within a page, too. */
export function shapeMarkup({ path, fill, stroke, strokeWidth, opacity, at }: Shape): Markup {
  const place = at && `translate(${at.x} ${at.y}) scale(${Math.round(at.scale * 1e5) / 1e5})`;
  return html`<path d="${path}" fill="${fill ?? 'none'}"${stroke !== undefined && html` stroke="${stroke}" stroke-width="${strokeWidth ?? 1}"`}${opacity !== undefined && html` opacity="${opacity}"`}${place !== undefined && html` transform="${place}"`}/>
`;
}

function lineMarkup(line: Line): Markup {
  const { text, x, y, color, anchor } = line;
  const { isRtl = isRtlText(text) } = line;
  return html`<text x="${x}" y="${y}" font-size="${fittingSize(line)}" fill="${color}" text-anchor="${anchorOf(anchor, isRtl)}"${isRtl && html` direction="rtl"`}>${text}</text>
`;
}

/** In SVG a line begins where its own direction does. */
function anchorOf(anchor: Line['anchor'], isRtl: boolean): string {
  if (anchor === 'middle') return 'middle';
  return (anchor === 'left') === isRtl ? 'end' : 'start';
}

function fittingSize({ text, size, width }: Line): number {
  const wanted = roughWidth(text, size);
  return wanted <= width ? size : Math.round(((size * width) / wanted) * 100) / 100;
}
