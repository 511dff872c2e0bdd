import { messages } from '../messages';
import german from './de';
import { flattenMessages } from './Translated';

const english: Record<string, string> = flattenMessages(messages);
const translated: Record<string, string> = german;
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('the German texts', () => {
  it('are all there, and none too many', () => {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
  });

  it('hold the same values as the English ones', () => {
    for (const [key, text] of Object.entries(english)) {
      expect([key, placeholders(translated[key])]).toEqual([
        key,
        placeholders(text),
      ]);
    }
  });

  it('are German', () => {
    const same = Object.entries(english).filter(
      ([key, text]) => text.split(' ').length > 3 && translated[key] === text,
    );
    expect(same).toEqual([]);
  });
});
