const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A piece of HTML that is safe to put into a page. @internal */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function render(value: unknown): string {
  if (value instanceof Html) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return value.map(render).join('');
  }
  if (value === undefined || value === null) {
    return '';
  }
  return String(value).replace(/[&<>"']/g, character => ENTITIES[character]);
}

/** Template tag: everything put in is escaped unless it is {@link Html} itself. @internal */
export function markup(
  strings: TemplateStringsArray,
  ...values: unknown[]
): Html {
  return new Html(
    strings.reduce(
      (text, part, position) => text + render(values[position - 1]) + part,
    ),
  );
}
