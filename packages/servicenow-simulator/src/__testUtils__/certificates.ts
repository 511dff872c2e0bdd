import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A key and its certificate, in PEM. */
export interface KeyPair {
  key: string;
  cert: string;
}

/** An authority for tests, and the certificates it signs; each lasts a day. */
export class TestAuthority {
  readonly #directory = mkdtempSync(path.join(os.tmpdir(), 'simulator-tls-'));

  constructor(name = 'Test authority') {
    this.#openssl(
      ...['req', '-x509', ...this.#newKey('ca', name), '-days', '1'],
      ...['-out', this.#path('ca.pem')],
    );
  }

  get cert(): string {
    return this.#read('ca.pem');
  }

  /** Where the authority's own certificate and what it issued lie, e.g. `server.pem` and `server.key`. */
  path(file: string): string {
    return this.#path(file);
  }

  issue(name: string): KeyPair {
    const request = this.#path(`${name}.csr`);
    const extensions = this.#path('extensions');
    writeFileSync(extensions, 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    this.#openssl('req', ...this.#newKey(name, name), '-out', request);
    this.#openssl(
      ...['x509', '-req', '-in', request, '-days', '1'],
      ...['-CA', this.#path('ca.pem'), '-CAkey', this.#path('ca.key')],
      ...['-CAcreateserial', '-extfile', extensions],
      ...['-out', this.#path(`${name}.pem`)],
    );
    return { key: this.#read(`${name}.key`), cert: this.#read(`${name}.pem`) };
  }

  dispose(): void {
    rmSync(this.#directory, { recursive: true });
  }

  #newKey(file: string, name: string): string[] {
    return [
      ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...['-nodes', '-subj', `/CN=${name}`],
      ...['-keyout', this.#path(`${file}.key`)],
    ];
  }

  #path(file: string): string {
    return path.join(this.#directory, file);
  }

  #read(file: string): string {
    return readFileSync(this.#path(file), 'utf8');
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { stdio: 'ignore' });
  }
}
