import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { stableSysId } from '../engine/sysId';
import { Seeder } from './Seeder';

const FILES: [incident: string, name: string, type: string, text: string][] = [
  [
    'INC0000009',
    'steps.txt',
    'text/plain',
    'What was tried so far:\n1. restart\n2. another cable\n',
  ],
  [
    'INC0000007',
    'rows.csv',
    'text/csv',
    'day,rows\n2026-03-16,10412\n2026-03-17,0\n',
  ],
];

const idOf = (name: string) => stableSysId('sys_attachment', name);

/** The bytes of files that are attached from the start, by sys_id of the attachment. @internal */
export const DEMO_FILES: ReadonlyMap<string, Buffer> = new Map(
  FILES.map(([, name, , text]) => [idOf(name), Buffer.from(text)]),
);

/** Describes the files that are attached from the start. @internal */
export function seedAttachments(seeder: Seeder): void {
  for (const [incident, name, type, text] of FILES) {
    seeder.add('sys_attachment', name, {
      sys_id: idOf(name),
      table_name: 'incident',
      table_sys_id: seeder.id('incident', incident),
      file_name: name,
      content_type: type,
      size_bytes: String(Buffer.byteLength(text)),
      size_compressed: String(gzipSync(text).length),
      hash: createHash('sha256').update(text).digest('hex'),
    });
  }
}
