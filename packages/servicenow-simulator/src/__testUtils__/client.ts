import { createSimulator, Simulator, SimulatorOptions } from '..';

/** What a call came back with. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The body as text. */
  text: string;
  /** The parsed body; undefined when it is not JSON. */
  // Bodies differ by API; tests look into them freely.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json: any;
}

/** How to make a call. */
export interface CallOptions {
  method?: string;
  /** Sent as JSON unless it is a string. */
  body?: unknown;
  headers?: Record<string, string>;
  /** user_name whose password is the same; null sends no credentials. */
  user?: string | null;
}

/** `Authorization` of a demo user. */
export function basic(user: string, password = user): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** A moment at which tests take place: a Wednesday. */
export const NOW = Date.parse('2026-03-18T10:30:00Z');

/** A clock tests can move. */
export function testClock(start = NOW) {
  let now = start;
  return {
    now: () => now,
    advance(milliseconds: number) {
      now += milliseconds;
    },
  };
}

/** A simulator of its own for a test file, put back to its start before each test. */
export function useSimulator(options: SimulatorOptions = {}) {
  const clock = testClock();
  let running: Simulator | undefined;
  const simulator = () => {
    if (!running) {
      throw new Error('The simulator runs within tests only');
    }
    return running;
  };
  beforeAll(async () => {
    running = await createSimulator({ clock, ...options });
  });
  beforeEach(() => {
    clock.advance(NOW - clock.now());
    simulator().reset();
  });
  afterAll(() => simulator().stop());

  const call = async (path: string, how: CallOptions = {}): Promise<Answer> => {
    const { method = 'GET', body, headers = {}, user = 'admin' } = how;
    const response = await fetch(`${simulator().url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(user === null ? {} : { Authorization: basic(user) }),
        ...headers,
      },
      body:
        typeof body === 'string' || body === undefined
          ? body
          : JSON.stringify(body),
    });
    const text = await response.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
  };

  return {
    simulator,
    clock,
    call,
    post: (path: string, body: unknown, how: CallOptions = {}) =>
      call(path, { ...how, method: 'POST', body }),
    patch: (path: string, body: unknown, how: CallOptions = {}) =>
      call(path, { ...how, method: 'PATCH', body }),
  };
}
