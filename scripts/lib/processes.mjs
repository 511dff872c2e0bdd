// Child processes that never outlive this one.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlainError } from './output.mjs';
import { isWindows, root } from './paths.mjs';

const LINES_KEPT = 40;
const GRACE_MILLISECONDS = 10_000;
const PARENT_POLL_MILLISECONDS = 500;

const running = new Set();
const cleanUps = [];
let stopping;

/** True once somebody asked to stop. */
export const isStopping = () => stopping !== undefined;

/** Has `action` done when everything stops, after the processes; the last added is done first. */
export function onStop(action) {
  cleanUps.unshift(action);
}

function start(command, args, { stopSignal = 'SIGTERM', ...options }) {
  if (isStopping()) throw new Error('Stopping: nothing new is started.');
  // In a group of its own, a child does not get the Ctrl-C of the terminal: stopping it is up to us, in order.
  const child = spawn(command, args, { ...options, detached: !isWindows });
  child.stopSignal = stopSignal;
  running.add(child);
  const exited = new Promise(resolve => {
    child.once('error', error => {
      running.delete(child);
      resolve({ code: 1, error });
    });
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 1, signal });
    });
  });
  return { child, exited };
}

function signalGroup(child, signal) {
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has gone already.
  }
}

/** Runs a program to its end with our own output; resolves to its exit code. */
export async function runToEnd(command, args, options = {}) {
  const { exited } = start(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  const { code, error } = await exited;
  if (error) console.error(`${command}: ${error.message}`);
  return code;
}

/**
 * Starts a server whose output goes to a log file.
 * `waitFor(text)` resolves with the first line that holds `text`, and rejects with the last output when it ends first.
 */
export function startServer({
  name,
  command,
  args,
  logFile,
  appendLog = false,
  verbose,
  ...options
}) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: appendLog ? 'a' : 'w' });
  const lines = [];
  const waiting = new Set();
  const { child, exited } = start(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let rest = '';
  const read = chunk => {
    log.write(chunk);
    if (verbose) process.stdout.write(chunk);
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    for (const line of parts) {
      lines.push(line);
      for (const waiter of waiting)
        if (line.includes(waiter.text)) waiter.resolve(line);
    }
    lines.splice(0, lines.length - LINES_KEPT);
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);

  const died = exited.then(({ code, signal, error }) => {
    const how =
      error?.message ??
      (signal ? `was ended by ${signal}` : `ended with code ${code}`);
    return new PlainError(
      `${name} ${how}. Its last output:\n\n${[...lines, rest]
        .join('\n')
        .trimEnd()}\n\nAll of it: ${logFile}`,
    );
  });
  return {
    /** Resolves with the reason when the server ends, asked to or not. */
    died,
    /** Sends it and what it started a signal; resolves when it has ended. */
    kill: async signal => {
      signalGroup(child, signal);
      await exited;
    },
    waitFor: text =>
      new Promise((resolve, reject) => {
        const seen = lines.find(line => line.includes(text));
        if (seen) resolve(seen);
        waiting.add({ text, resolve });
        died.then(reject);
      }),
  };
}

async function stopChild(child) {
  const exited = new Promise(resolve => child.once('exit', resolve));
  const forced = setTimeout(
    () => signalGroup(child, 'SIGKILL'),
    GRACE_MILLISECONDS,
  );
  signalGroup(child, child.stopSignal);
  if (running.has(child)) await exited;
  clearTimeout(forced);
}

/** Stops everything that runs, the newest first, and cleans up. Safe to call twice. */
export function stopAll() {
  stopping ??= (async () => {
    for (const child of [...running].reverse()) await stopChild(child);
    for (const action of cleanUps) await action();
  })();
  return stopping;
}

/** A server in Node.js, which ends by itself should this process be killed. */
export function startNodeServer({ node, args, ...options }) {
  return startServer({
    ...options,
    command: node,
    args: ['-r', join(root, 'scripts/lib/exitWithParent.cjs'), ...args],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Stops everything on Ctrl-C, SIGTERM, SIGHUP, or when npm, which started us, is gone. */
export function stopOnSignals() {
  const stop = (signal, code) => async () => {
    if (isStopping()) {
      for (const child of running) signalGroup(child, 'SIGKILL');
      process.exit(code);
    }
    console.log(`\n${signal}: stopping … (again to force)`);
    await stopAll();
    process.exit(code);
  };
  process.on('SIGINT', stop('Ctrl-C', 0));
  process.on('SIGTERM', stop('SIGTERM', 143));
  process.on('SIGHUP', stop('Hang-up', 129));

  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent || isStopping()) return;
      clearInterval(watch);
      stop('npm has gone', 143)();
    }, PARENT_POLL_MILLISECONDS);
    watch.unref();
  }
}
