/** The field page's markup; its scripts fill in the lists. */
import { languageLinks } from '../../pages/document.ts';
import { html, type Markup } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import type { FieldWords } from './words.ts';

/** The page's body. */
export function fieldView(words: FieldWords, common: Words): Markup {
  return html`<aside class="test-note" id="test" hidden>${words.test}</aside>
    <main class="field-page" data-words="${JSON.stringify(words)}">
      <header class="top">
        <h1>${words.title}</h1>
        <span class="mark" id="online"></span>
        <p class="who"><bdi id="who"></bdi></p>
      </header>
      <noscript><p class="alert">${words.needsScripts}</p></noscript>
      <div class="tell" id="notice" role="alert" hidden></div>
      <p class="said" id="status" role="status"></p>
      <button class="button wide" id="send" type="button" hidden></button>
      <section id="plots" aria-labelledby="plots-title" hidden>
        <h2 id="plots-title">${words.plots}</h2>
        <ul id="plot-list"></ul>
      </section>
      ${plotView(words)}
      <section id="noted" aria-labelledby="noted-title" hidden>
        <h2 id="noted-title">${words.noted}</h2>
        <ul id="noted-list"></ul>
      </section>
    </main>
    ${formView(words)}
    <footer>${languageLinks(common, '/field')}</footer>`;
}

function plotView(words: FieldWords): Markup {
  return html`<section id="plot" aria-labelledby="plot-name" hidden>
        <button class="button quiet" id="back" type="button">${words.back}</button>
        <h2 id="plot-name" tabindex="-1"></h2>
        <form id="order"><fieldset>
          <legend class="visually-hidden">${words.order}</legend>
          <div class="pair">
            <label class="tile"><input type="radio" name="order" value="near" checked>${words.byDistance}</label>
            <label class="tile"><input type="radio" name="order" value="number">${words.byNumber}</label>
          </div>
        </fieldset></form>
        <label><span class="label">${words.find}</span><input class="field" id="find" type="search" inputmode="numeric" autocomplete="off"></label>
        <p class="hint" id="location-note" hidden>${words.locationNote}</p>
        <ul id="trees"></ul>
      </section>`;
}

function formView(words: FieldWords): Markup {
  const optional = html` <span class="optional">(${words.optional})</span>`;
  return html`<dialog id="form" aria-labelledby="form-title">
      <form id="observation" novalidate>
        <div><h2 id="form-title"></h2><p class="hint"><bdi id="form-tree"></bdi></p></div>
        <fieldset>
          <legend>${words.lives}</legend>
          <div class="pair">
            <label class="tile"><input type="radio" name="alive" value="yes">${words.alive}</label>
            <label class="tile"><input type="radio" name="alive" value="no">${words.dead}</label>
          </div>
        </fieldset>
        <div class="row">
          <label><span class="label">${words.height}</span><input class="field" id="height" type="number" inputmode="numeric" min="1" max="20000" step="1" autocomplete="off"></label>
          <label><span class="label">${words.crown}</span><input class="field" id="crown" type="number" inputmode="numeric" min="1" max="20000" step="1" autocomplete="off"></label>
        </div>
        <div class="pictures">
          <label class="picture-field"><input id="photo" type="file" accept="image/*" capture="environment"><span class="button quiet">${words.photo}</span></label>
          <p class="hint" id="photo-note" role="status"></p>
          <div id="preview"></div>
          <button class="button quiet" id="no-photo" type="button" hidden>${words.noPhoto}</button>
        </div>
        <label><span class="label">${words.note}${optional}</span><textarea class="field" id="note" rows="2" maxlength="500"></textarea></label>
        <p class="hint" id="location" role="status"></p>
        <p class="error" id="fault" role="alert" hidden></p>
        <button class="button wide" id="save">${words.save}</button>
        <button class="button quiet wide" id="cancel" type="button">${words.cancel}</button>
      </form>
    </dialog>`;
}
