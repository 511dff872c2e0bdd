// Fills the portal through its API, as pipelines do.

/** What is reported for which entity of the example. */
export const FEW = { entity: 'products', count: 100 };
export const MANY = {
  entity: 'customers',
  count: Number(process.env.BENCHMARK_LARGE ?? 100_000),
};
/** The most that one batch may hold. */
const BATCH = 5_000;

const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const TYPES = ['unique', 'not_null', 'freshness', 'volume'];
const FIELDS = ['id', 'amount', 'email', 'country', 'created_at'];

function item(entity, index) {
  const type = TYPES[index % TYPES.length];
  const field = FIELDS[index % FIELDS.length];
  return {
    check_key: `${type}-${index}`,
    outcome: 'fail',
    entity_ref: `resource:default/${entity}`,
    fields: [field],
    type,
    severity: SEVERITIES[index % SEVERITIES.length],
    count: (index % 900) + 1,
    title: `${type}_${entity}_${field}_${index}`,
    message: `${
      (index % 900) + 1
    } rows of ${field} in ${entity} fail the check ${type}`,
    tags: ['nightly'],
  };
}

async function reportFor(baseUrl, { entity, count }) {
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from);
    const response = await fetch(
      `${baseUrl}/api/servicenow-ticketing/anomalies/batch`,
      {
        method: 'POST',
        headers: {
          authorization: 'Bearer dev-ingest-token',
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          source: 'benchmark',
          run: { id: `${entity}-${from}` },
          items: Array.from({ length: size }, (_, index) =>
            item(entity, from + index),
          ),
        }),
      },
    );
    const answer = await response.json();
    if (answer.created !== size) {
      throw new Error(`Not all were taken: ${JSON.stringify(answer)}`);
    }
  }
}

export async function reportMany(baseUrl) {
  await reportFor(baseUrl, FEW);
  await reportFor(baseUrl, MANY);
}

/** Where the page of an entity of the example is, or one of its tabs. */
export const entityPage = (entity, tab = '') =>
  `/catalog/default/resource/${entity}${tab}`;
