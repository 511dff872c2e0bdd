import Mustache, { type TemplateSpans } from 'mustache';

/** Sections within sections: enough for lists and conditions, too few to blow a text up. */
const MAX_DEPTH = 2;

/** A template that cannot be used. @internal */
export class TemplateError extends Error {
  name = 'TemplateError';

  /** The message is one sentence without its full stop and without the position. */
  constructor(
    message: string,
    /** Of the first character at fault, counted from 0. */
    readonly offset: number,
  ) {
    super(message);
  }
}

/**
 * Reads a Mustache template. Only values, sections and comments are allowed: partials would need other templates, and
 * changed delimiters make a template hard to read.
 *
 * @throws TemplateError
 * @internal
 */
export function parseTemplate(template: string): TemplateSpans {
  const spans = readSpans(template);
  checkSpans(spans, 0);
  return spans;
}

function readSpans(template: string): TemplateSpans {
  try {
    // A writer of its own, because the one the library shares remembers every template it ever saw.
    return new Mustache.Writer().parse(template);
  } catch (error) {
    throw toTemplateError(error, template);
  }
}

/** The library tells what is wrong, and where, in one sentence such as `Unclosed tag at 12`. */
function toTemplateError(error: unknown, template: string): TemplateError {
  const text = error instanceof Error ? error.message : String(error);
  const [, what, at] = /^(.*) at (\d+)$/s.exec(text) ?? [];
  const section = /"(.*)"/s.exec(what ?? '')?.[1];
  if (what?.startsWith('Unclosed tag')) {
    return new TemplateError(
      'A tag is not closed: "{{" needs its "}}"',
      Math.max(template.lastIndexOf('{{'), 0),
    );
  }
  if (what?.startsWith('Unclosed section')) {
    return new TemplateError(
      `The section "${section}" is not closed: add "{{/${section}}}"`,
      Number(at),
    );
  }
  if (what?.startsWith('Unopened section')) {
    return new TemplateError(
      `The section "${section}" is closed here, but was not opened before`,
      Number(at),
    );
  }
  return new TemplateError('The tags cannot be read', 0);
}

function checkSpans(spans: TemplateSpans, depth: number): void {
  for (const [type, name, offset, , inner] of spans) {
    switch (type) {
      case '>':
        throw new TemplateError(
          `"{{> ${name}}}" would include another template, which is not possible here`,
          offset,
        );
      case '=':
        throw new TemplateError(
          'The delimiters "{{" and "}}" cannot be changed',
          offset,
        );
      case '#':
      case '^':
        if (depth === MAX_DEPTH) {
          throw new TemplateError(
            `The section "${name}" is nested too deeply: at most ${MAX_DEPTH} levels`,
            offset,
          );
        }
        checkSpans(inner as TemplateSpans, depth + 1);
        break;
      case 'name':
      case '&':
        if (name === '') {
          throw new TemplateError('A tag names no value', offset);
        }
        break;
      case 'text':
      case '!':
        break;
      default:
        throw new Error(`Unknown tag ${type satisfies never}`);
    }
  }
}
