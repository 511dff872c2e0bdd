import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { DEMO_FILES } from '../demo/attachments';
import type { Instance } from '../engine/Instance';
import { insertRecord } from '../engine/records';
import type { Row, Session } from '../engine/types';

/** A file on its way to a record. @internal */
export interface NewAttachment {
  tableName: string;
  tableSysId: string;
  fileName: string;
  contentType: string;
  content: Buffer;
}

/** The bytes of attachments; what describes them is in `sys_attachment`. @internal */
export class AttachmentFiles {
  readonly #contents = new Map<string, Buffer>();

  save(instance: Instance, session: Session, file: NewAttachment): Row {
    const row = insertRecord({
      instance,
      session,
      table: 'sys_attachment',
      values: {
        table_name: file.tableName,
        table_sys_id: file.tableSysId,
        file_name: file.fileName,
        content_type: file.contentType,
        size_bytes: file.content.length,
        size_compressed: gzipSync(file.content).length,
        hash: createHash('sha256').update(file.content).digest('hex'),
      },
    });
    this.#contents.set(row.sys_id, file.content);
    return row;
  }

  /** Empty when the row was made without a file. */
  content(sysId: string): Buffer {
    return (
      this.#contents.get(sysId) ?? DEMO_FILES.get(sysId) ?? Buffer.alloc(0)
    );
  }

  forget(sysId: string): void {
    this.#contents.delete(sysId);
  }

  clear(): void {
    this.#contents.clear();
  }
}
