import type { JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { cutIntoPieces, PieceAssembler } from './pieces';

function transfer(document: JsonValue) {
  const assembler = new PieceAssembler();
  const sizes: number[] = [];
  for (const piece of cutIntoPieces(document)) {
    // As another thread would get it.
    const copy = structuredClone(piece);
    sizes.push(JSON.stringify(copy).length);
    assembler.add(copy);
  }
  return { document: assembler.document(), sizes };
}

describe('pieces of a document', () => {
  it('make the same document again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const document = JSON.parse(JSON.stringify([value]));
        expect(transfer(document).document).toEqual(document);
      }),
    );
  });

  it('are small, whatever the document is like', () => {
    const results = Array.from({ length: 20_000 }, (_, index) => ({
      unique_id: `test.shop.t${index}`,
      tags: ['a', 'b'],
      message: 'x'.repeat(300),
    }));
    const nodes = Object.fromEntries(
      results.map(result => [result.unique_id, result]),
    );
    const document = { metadata: { v: 1 }, results, manifest: { nodes } };
    const moved = transfer(document);
    expect(moved.document).toEqual(document);
    expect(Math.max(...moved.sizes)).toBeLessThan(1_000_000);
    expect(moved.sizes.length).toBeGreaterThan(20);
  });

  it('keep keys that mean something to JavaScript', () => {
    const text = '[{"__proto__": {"polluted": true}, "constructor": 1}]';
    const many = JSON.parse(`{"a": [${'0,'.repeat(9_000)}0], "b": ${text}}`);
    many.b[0].padding = Array(9_000).fill(1);
    const { document } = transfer(many);
    expect(JSON.stringify(document) === JSON.stringify(many)).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  it('are refused of documents that no tool writes', () => {
    const nested = (levels: number) =>
      JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    expect(transfer(nested(900)).document).toEqual(nested(900));
    expect(() => transfer(nested(100_000))).toThrow('nested deeper than');
  });
});
