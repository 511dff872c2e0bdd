/** A path of the Table API, taken apart for reading. */
export interface ReadableCall {
  path: string;
  /** Query parameters, decoded, in their order. */
  parameters: { name: string; value: string }[];
}

/** Characters that change how others are shown, or show as nothing: someone who debugs must see them. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text with invisible characters written as escapes, such as \u202e; line breaks and tabs stay. */
export const visibleText = (text: string) =>
  text.replace(
    INVISIBLE,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

/** What was asked, as a person would write it. */
export function readableCall(path: string): ReadableCall {
  const [before, ...rest] = path.split('?');
  const query = rest.join('?');
  return {
    path: visibleText(decode(before)),
    parameters: query
      .split('&')
      .filter(Boolean)
      .map(parameter => {
        const [name, ...value] = parameter.split('=');
        return {
          name: visibleText(decode(name)),
          value: visibleText(decode(value.join('='))),
        };
      }),
  };
}

/** A body as it reads best: indented when it is JSON, else as it came. */
export function readableBody(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null
      ? visibleText(JSON.stringify(parsed, undefined, 2))
      : visibleText(body);
  } catch {
    // Cut, or never JSON, such as the page of a hibernating instance.
    return visibleText(body);
  }
}
