import { escapeMarkup } from './escapeMarkup';

describe('escapeMarkup', () => {
  it('lets HTML show as text', () => {
    expect(escapeMarkup('<b>x</b> <!-- y --> <?z?>')).toBe(
      '&lt;b>x&lt;/b> &lt;!-- y --> &lt;?z?>',
    );
  });

  it('leaves comparisons, quotes and code alone', () => {
    const text = '1 < 2 > 1\n> quote\n`<b>` and\n```\n<script>\n```';
    expect(escapeMarkup(text)).toBe(text);
    expect(escapeMarkup('```\n<open')).toBe('```\n<open');
  });
});
