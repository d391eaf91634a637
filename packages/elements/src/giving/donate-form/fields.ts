import { html, nothing } from 'lit';

/** One line that a donor may fill in. */
export interface TextField {
  readonly id: string;
  readonly label: string;
  /** Says that the field may stay empty; left out where it may not. */
  readonly optional?: string | undefined;
  /** What the field is for. */
  readonly hint?: string | false | undefined;
  readonly error: string | undefined;
  readonly value: string;
  readonly lengthMax: number;
  /** What the browser may fill in. */
  readonly autocomplete: 'name' | 'email' | 'off';
}

/** A labelled line of text, with what is wrong beside it. */
export function textField(field: TextField, edit: (text: string) => void) {
  const { id, label, optional, hint, error, value, lengthMax, autocomplete } = field;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return html`<div class="kind-field">
    <label for=${id}>
      ${label}${optional ? html` <span class="optional">(${optional})</span>` : nothing}
    </label>
    <input
      class="kind-input"
      id=${id}
      inputmode=${id.includes('email') ? 'email' : nothing}
      autocomplete=${autocomplete}
      aria-describedby=${described || nothing}
      aria-invalid=${error ? 'true' : nothing}
      aria-required=${optional ? nothing : 'true'}
      maxlength=${lengthMax}
      .value=${value}
      @input=${(event: Event) => edit(textOf(event))}
    />
    ${hint ? html`<p class="kind-hint" id="${id}-hint">${hint}</p>` : nothing}
    ${error ? html`<p class="kind-error" id="${id}-error">${error}</p>` : nothing}
  </div>`;
}

/** Something that a donor may agree to. */
export interface CheckField {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
}

/** A box to tick; never ticked for the donor. */
export function checkField(field: CheckField, edit: (checked: boolean) => void) {
  const { id, label, hint, checked } = field;
  return html`<label class="check">
    <input
      type="checkbox"
      aria-describedby=${hint ? `${id}-hint` : nothing}
      .checked=${checked}
      @change=${(event: Event) => edit(isChecked(event))}
    />
    <span>
      ${label} ${hint ? html`<span class="kind-hint" id="${id}-hint">${hint}</span>` : nothing}
    </span>
  </label>`;
}

/** A choice of a few, side by side. */
export function segments<Value>(
  name: string,
  choices: readonly (readonly [value: Value, label: string])[],
  chosen: NoInfer<Value>,
  edit: (value: Value) => void,
) {
  return html`<div class="segments">
    ${choices.map(
      ([value, label]) => html`<label class="tile">
        <input
          type="radio"
          name=${name}
          .checked=${value === chosen}
          @change=${() => edit(value)}
        />
        ${label}
      </label>`,
    )}
  </div>`;
}

/** A longer text, with how much room is left. */
export interface TextArea {
  readonly id: string;
  readonly label: string;
  readonly optional?: string;
  readonly value: string;
  readonly lengthMax: number;
  readonly left: (count: number, formatted: string) => string;
  readonly locale: string;
}

/** A labelled text of several lines. */
export function textArea(area: TextArea, edit: (text: string) => void) {
  const { id, label, optional, value, lengthMax, left, locale } = area;
  const count = lengthMax - value.length;
  return html`<div class="kind-field">
    <label for=${id}>
      ${label}${optional ? html` <span class="optional">(${optional})</span>` : nothing}
    </label>
    <textarea
      class="kind-input"
      id=${id}
      rows="3"
      maxlength=${lengthMax}
      aria-describedby="${id}-left"
      .value=${value}
      @input=${(event: Event) => edit(textOf(event))}
    ></textarea>
    <p class="kind-hint" id="${id}-left">
      ${left(count, new Intl.NumberFormat(locale).format(count))}
    </p>
  </div>`;
}

/** What stands in the field that an event comes from. */
export function textOf({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    ? target.value
    : '';
}

function isChecked({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.checked;
}
