import { STANDARD_TABLES } from '../dictionary/standardTables';

type SeedData = Record<string, Record<string, string>[]>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values may be written as numbers and booleans; records hold strings. */
function toRecord(value: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, String(field ?? '')]),
  );
}

/**
 * Reads records by table from the text of a JSON file.
 *
 * @throws Error that names the file, the table and what was expected
 * @internal
 */
export function readSeedData(file: string, text: string): SeedData {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `--seed-data names '${file}', which is not JSON: ${
        (error as Error).message
      }`,
    );
  }
  if (!isObject(parsed)) {
    throw new Error(
      `--seed-data names '${file}', which must hold an object of lists of records by table`,
    );
  }
  const tables = new Set(STANDARD_TABLES.map(({ name }) => name));
  const seedData: SeedData = {};
  for (const [table, rows] of Object.entries(parsed)) {
    if (!tables.has(table)) {
      throw new Error(
        `--seed-data names '${file}', which has records of '${table}': there is no such table`,
      );
    }
    if (!Array.isArray(rows) || !rows.every(isObject)) {
      throw new Error(
        `--seed-data names '${file}', where '${table}' must be a list of records`,
      );
    }
    seedData[table] = rows.map(toRecord);
  }
  return seedData;
}
