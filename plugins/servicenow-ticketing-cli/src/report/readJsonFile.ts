import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from '../exitCodes';

/** A JSON object or list. */
export type JsonDocument = Record<string, unknown> | unknown[];

/**
 * Reads a JSON file, or standard input for "-".
 *
 * @throws UsageError that names the file and what is wrong with it
 */
export async function readJsonFile(path: string): Promise<JsonDocument> {
  const content = await read(path);
  let document: unknown;
  try {
    // Some tools on Windows begin their files with a byte order mark.
    document = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(
      `${path} is not JSON: ${
        (error as Error).message
      }. Was the tool stopped while it wrote the file?`,
    );
  }
  if (typeof document !== 'object' || document === null) {
    throw new UsageError(
      `${path} holds a single value instead of results. Is it the file you meant?`,
    );
  }
  return document as JsonDocument;
}

async function read(path: string): Promise<string> {
  try {
    return path === '-'
      ? await text(process.stdin)
      : await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT'
        ? `${path}: there is no such file. Did the tool run in this directory?`
        : `${path} cannot be read: ${message}`,
    );
  }
}
