import type { Request } from 'express';
import { Refusal } from '../engine/refusals';
import { rawBody } from '../http/body';

/** A multipart form with one file. @internal */
export interface UploadedForm {
  fields: Record<string, string>;
  file: { name: string; contentType: string; content: Buffer } | undefined;
}

async function parseForm(req: Request): Promise<FormData> {
  try {
    // Node's own parser of multipart bodies is behind fetch's Response.
    return await new Response(new Uint8Array(rawBody(req)), {
      headers: { 'Content-Type': req.get('content-type') ?? '' },
    }).formData();
  } catch {
    throw new Refusal(
      400,
      'Exception while reading request',
      'The payload is not valid multipart/form-data.',
    );
  }
}

/** Reads `multipart/form-data`. @internal */
export async function readUpload(req: Request): Promise<UploadedForm> {
  const upload: UploadedForm = { fields: {}, file: undefined };
  for (const [name, value] of await parseForm(req)) {
    if (typeof value === 'string') {
      upload.fields[name] = value;
    } else {
      upload.file ??= {
        name: value.name,
        contentType: value.type || 'application/octet-stream',
        content: Buffer.from(await value.arrayBuffer()),
      };
    }
  }
  return upload;
}
