import { parseArgs } from 'node:util';
import { PlainError } from './output.mjs';

const HIGHEST_PORT = 65_535;

/** parseArgs whose complaints are meant for people; `usage` is printed after them. */
export function readOptions(
  args,
  { options, usage, allowPositionals = false },
) {
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    throw new PlainError(`${error.message}\n\n${usage}`);
  }
}

/** A port number, or a complaint that names the option. */
export function readPort(value, option) {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
    throw new PlainError(
      `${option} must be a port number between 1 and ${HIGHEST_PORT}, not '${value}'.`,
    );
  }
  return port;
}
