import { InputError, isError } from '@backstage/errors';

/** A path at the beginning of a problem, such as `tls.ca: ` or `; mapping.templates.fields.u_note: `. */
const PATH = /(^|; )((?:auth|tls|proxy|mapping)(?:\.\w+)+): /g;

/**
 * The InputError about a definition as seen by whoever wrote that definition as part of something larger; other
 * errors stay as they are.
 * @internal
 */
export function relocate(
  error: unknown,
  options: {
    /** Where the definition is, such as `definition`. */
    parent: string;
    /** How paths are spelled there; as in the definition unless given. */
    spell?: (path: string) => string;
  },
): unknown {
  if (!isError(error) || error.name !== 'InputError') {
    return error;
  }
  const { parent, spell = path => path } = options;
  return new InputError(
    error.message.replace(
      PATH,
      (_, start: string, path: string) => `${start}${parent}.${spell(path)}: `,
    ),
  );
}
