import Mustache from 'mustache';
import { parseTemplate } from './parseTemplate';
import { ANNOTATION_PREFIX, type TemplateValue } from './templateValues';

type Values = ReadonlyMap<string, TemplateValue>;
type Item = string | Record<string, string>;

/** What a template says with values filled in, and the names in it that mean nothing. @internal */
export interface RenderedTemplate {
  text: string;
  unknown: string[];
}

/**
 * Looks names up in a flat list instead of walking through objects, so that no name can reach anything else and names
 * of annotations may contain dots. Within a section over a list its item comes first.
 */
class ValueContext extends Mustache.Context {
  readonly #root: { values: Values; unknown: Set<string> };
  readonly #items: readonly Item[];

  constructor(
    root: { values: Values; unknown: Set<string> },
    items: readonly Item[] = [],
  ) {
    super({});
    this.#root = root;
    this.#items = items;
  }

  override push(item: Item): ValueContext {
    return new ValueContext(this.#root, [item, ...this.#items]);
  }

  override lookup(name: string): string | Item[] | undefined {
    const { values, unknown } = this.#root;
    if (name === '.' && typeof this.#items[0] === 'string') {
      return this.#items[0];
    }
    const item = this.#items.find(
      candidate =>
        typeof candidate !== 'string' && Object.hasOwn(candidate, name),
    ) as Record<string, string> | undefined;
    const value = item ? item[name] : values.get(name);
    if (value === undefined) {
      if (!name.startsWith(ANNOTATION_PREFIX)) {
        unknown.add(name);
      }
      return undefined;
    }
    return typeof value === 'string' ? value : [...value];
  }
}

/** Writes values as they are, whichever way a tag asks for them. */
class PlainWriter extends Mustache.Writer {
  override escapedValue(token: string[], context: Mustache.Context): string {
    return toText(context.lookup(token[1]));
  }

  override unescapedValue(token: string[], context: Mustache.Context): string {
    return toText(context.lookup(token[1]));
  }
}

/** A list reads well where a template uses it like a text, too. */
function toText(value: string | Item[] | undefined): string {
  const items = Array.isArray(value) ? value : [value ?? ''];
  return items
    .map(item =>
      typeof item === 'string' ? item : Object.values(item).join(': '),
    )
    .join(', ');
}

/**
 * Fills in a template. Values are texts as they are: no HTML escaping, since ServiceNow's fields hold plain text, and
 * a value that looks like a tag stays what it is. Unknown names are empty.
 *
 * @throws TemplateError when the template cannot be read; `checkTemplates` tells before.
 * @internal
 */
export function renderTemplate(
  template: string,
  values: Values,
): RenderedTemplate {
  const unknown = new Set<string>();
  const spans = parseTemplate(template);
  const text = new PlainWriter().renderTokens(
    // The types of the library say what spans are in one place, and forget it in the other.
    spans as unknown as string[][],
    new ValueContext({ values, unknown }),
  );
  return { text, unknown: [...unknown] };
}
