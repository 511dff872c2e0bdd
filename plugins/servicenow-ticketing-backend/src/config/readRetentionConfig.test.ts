import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readRetentionConfig } from './readRetentionConfig';

const DAY = 24 * 3600_000;
const read = (retention?: JsonObject) =>
  readRetentionConfig(
    new ConfigReader(retention ? { servicenowTicketing: { retention } } : {}),
  );

describe('readRetentionConfig', () => {
  it('keeps what people look back at for a year, and details for three months', () => {
    expect(read()).toEqual({
      archivedAnomalies: 365 * DAY,
      runs: 90 * DAY,
      runsPerAnomaly: 100,
      days: 400 * DAY,
      deliveries: 90 * DAY,
    });
  });

  it('reads what is given', () => {
    expect(
      read({ archivedAnomalies: '30d', runsPerAnomaly: 20, deliveries: 'P7D' }),
    ).toMatchObject({
      archivedAnomalies: 30 * DAY,
      runsPerAnomaly: 20,
      deliveries: 7 * DAY,
    });
  });

  it.each([
    [{ runsPerAnomaly: 5 }, /retention\.runsPerAnomaly: must be .* 10 to/],
    [{ runsPerAnomaly: 10.5 }, /retention\.runsPerAnomaly: must be a whole/],
    [{ deliveries: 'long' }, /retention\.deliveries: must be a duration/],
    [{ runs: { days: 0 } }, /retention\.runs: must be longer/],
  ])('names what is wrong with %j', (retention, message) => {
    expect(() => read(retention)).toThrow(message);
  });
});
