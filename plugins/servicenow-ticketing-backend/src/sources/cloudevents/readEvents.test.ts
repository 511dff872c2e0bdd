import fc from 'fast-check';
import { describeWithSamples, readSample } from '../../__testUtils__/samples';
import { readEvents } from './readEvents';

const data = { items: [] };
const envelope = (change: object = {}) => ({
  specversion: '1.0',
  id: 'run-17',
  source: '/pipelines/orders',
  type: 'com.example.checks.finished',
  time: '2026-01-31T06:00:00Z',
  datacontenttype: 'application/json',
  data,
  ...change,
});
const event = {
  id: 'run-17',
  source: '/pipelines/orders',
  time: new Date('2026-01-31T06:00:00Z'),
  data,
};
const structured = { 'content-type': 'application/cloudevents+json' };
const batched = { 'content-type': 'application/cloudevents-batch+json' };

describe('readEvents', () => {
  it.each([
    ['by content type', structured],
    ['by shape', undefined],
  ])('unwraps a structured event %s', (_name, headers) => {
    expect(readEvents(envelope(), headers)).toEqual({
      batch: false,
      events: [{ event }],
    });
  });

  it.each([
    ['by content type', batched],
    ['by shape', {}],
  ])('unwraps a batch %s', (_name, headers) => {
    expect(readEvents([envelope(), envelope()], headers)).toEqual({
      batch: true,
      events: [{ event }, { event }],
    });
  });

  it('unwraps a binary event', () => {
    expect(
      readEvents(data, {
        'ce-specversion': '1.0',
        'ce-id': 'run-17',
        'ce-source': '/pipelines/orders',
        'ce-type': 'com.example.checks.finished',
        'ce-time': '2026-01-31T06:00:00Z',
      }),
    ).toEqual({ batch: false, events: [{ event }] });
  });

  it('reads attributes of headers that are percent-encoded', () => {
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': 'Gr%C3%BC%C3%9Fe',
      'ce-source': '/100%',
      'ce-type': 'x',
    };
    expect(readEvents([], headers)).toMatchObject({
      events: [{ event: { id: 'Grüße', source: '/100%', data: [] } }],
    });
  });

  it('reads data in base64 and data that is JSON in text', () => {
    const text = JSON.stringify(data);
    for (const change of [
      { data: undefined, data_base64: Buffer.from(text).toString('base64') },
      { data: text },
    ]) {
      expect(readEvents(envelope(change))).toMatchObject({
        events: [{ event: { data } }],
      });
    }
  });

  it.each([
    [{ id: undefined }, 'id is missing'],
    [{ source: '' }, 'source must not be empty'],
    [{ type: undefined }, 'type is missing'],
    [{ specversion: '2.0' }, 'specversion must be 1.0'],
    [{ data: undefined }, 'data is missing'],
    [
      { data: 'hello', datacontenttype: 'text/plain' },
      'data is not JSON but text/plain',
    ],
    [{ data: null, data_base64: '!!' }, 'data_base64 is not JSON'],
  ])('refuses an event with %j', (change, reason) => {
    expect(() => readEvents(envelope(change))).toThrow(
      `The CloudEvent cannot be used: ${reason}`,
    );
    expect(readEvents([envelope(), envelope(change)], batched)).toEqual({
      batch: true,
      events: [{ event }, { reason: expect.stringContaining(reason) }],
    });
  });

  it('names what is missing in the headers of a binary event', () => {
    expect(() => readEvents(data, { 'ce-specversion': '1.0' })).toThrow(
      'id is missing',
    );
  });

  it('refuses what says it is an event and is none', () => {
    expect(() => readEvents([], structured)).toThrow('cannot be used');
    expect(() => readEvents({}, batched)).toThrow('must be a list');
    expect(() => readEvents(Array(1_001).fill(envelope()), batched)).toThrow(
      'at most 1,000',
    );
  });

  it('leaves other documents alone', () => {
    for (const document of [{}, [], [envelope(), {}], null, 'x', data]) {
      expect(readEvents(document)).toBeUndefined();
    }
  });

  it('never throws anything but an InputError', () => {
    const key = fc.constantFrom(...Object.keys(envelope()), 'data_base64');
    const change = fc.dictionary(key, fc.anything({ maxDepth: 2 }));
    const headers = fc.constantFrom(undefined, structured, batched, {
      'ce-id': '%',
    });
    const survives = (document: unknown, given?: Record<string, string>) => {
      try {
        readEvents(document, given);
        return true;
      } catch (error) {
        return error instanceof Error && error.name === 'InputError';
      }
    };
    const documents = fc.oneof(
      change.map(envelope),
      fc.array(change.map(envelope)),
    );
    expect(() =>
      fc.assert(fc.property(documents, headers, survives)),
    ).not.toThrow();
  });
});

describeWithSamples('real CloudEvents', () => {
  it('reads a structured event with JSON data', () => {
    expect(
      readEvents(readSample('cloudevents/spec_structured_json_data.json')),
    ).toEqual({
      batch: false,
      events: [
        {
          event: {
            id: 'C234-1234-1234',
            source: '/mycontext',
            time: new Date('2018-04-05T17:31:00Z'),
            data: { appinfoA: 'abc', appinfoB: 123, appinfoC: true },
          },
        },
      ],
    });
  });

  it('refuses data of another kind by name', () => {
    expect(() =>
      readEvents(readSample('cloudevents/spec_structured_single.json')),
    ).toThrow(
      'data_base64 is not JSON but application/vnd.apache.thrift.binary',
    );
  });

  it('uses what can be used of a batch', () => {
    expect(readEvents(readSample('cloudevents/spec_batch.json'))).toMatchObject(
      {
        batch: true,
        events: [
          { reason: expect.stringContaining('thrift') },
          { event: { id: 'C234-1234-1234', source: '/mycontext/9' } },
        ],
      },
    );
  });
});
