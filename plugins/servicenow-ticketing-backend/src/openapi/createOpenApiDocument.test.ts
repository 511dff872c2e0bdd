import { createOpenApiDocument } from './createOpenApiDocument';

describe('createOpenApiDocument', () => {
  const document = createOpenApiDocument('http://localhost:7007/api/x');

  it('describes requests and answers from the schemas that check them', () => {
    const create =
      document.paths?.['/integrations/ticketing/anomalies/{anomaly_id}/tickets']
        ?.post;
    expect(create?.requestBody).toMatchObject({
      content: {
        'application/json': {
          schema: {
            required: ['title'],
            properties: { title: { maxLength: 160, minLength: 1 } },
          },
        },
      },
    });
    expect(Object.keys(create?.responses ?? {}).sort()).toEqual([
      '201',
      '202',
      '400',
      '401',
      '403',
      '404',
      '409',
      '503',
    ]);
  });

  it('gives every operation an id of its own and its path parameters', () => {
    const ids: string[] = [];
    for (const [path, item] of Object.entries(document.paths ?? {})) {
      for (const operation of [item.get, item.post, item.patch, item.delete]) {
        if (operation) {
          ids.push(operation.operationId ?? '');
          const declared = (operation.parameters ?? []).flatMap(parameter =>
            'in' in parameter && parameter.in === 'path'
              ? [`{${parameter.name}}`]
              : [],
          );
          expect(declared.sort()).toEqual(
            (path.match(/\{\w+\}/g) ?? []).sort(),
          );
        }
      }
    }
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids).not.toContain('');
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});
