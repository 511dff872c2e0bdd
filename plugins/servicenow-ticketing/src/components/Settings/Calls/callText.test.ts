import { outcomeOf } from './callOutcome';
import { readableBody, readableCall, visibleText } from './callText';

describe('the text of a call', () => {
  it('is decoded, one parameter at a time', () => {
    expect(
      readableCall(
        '/api/now/table/incident?sysparm_query=a%3Db%5Ec%3D1+2&sysparm_limit=1',
      ),
    ).toEqual({
      path: '/api/now/table/incident',
      parameters: [
        { name: 'sysparm_query', value: 'a=b^c=1 2' },
        { name: 'sysparm_limit', value: '1' },
      ],
    });
  });

  it('stays as it is where it cannot be decoded', () => {
    expect(readableCall('/x?a=100%&b&c=d=e?')).toEqual({
      path: '/x',
      parameters: [
        { name: 'a', value: '100%' },
        { name: 'b', value: '' },
        { name: 'c', value: 'd=e?' },
      ],
    });
    expect(readableCall('')).toEqual({ path: '', parameters: [] });
  });

  it('shows what would turn or hide other text', () => {
    expect(visibleText('a\u202eb\u0000\u200b\tc\nمرحبا')).toBe(
      'a\\u202eb\\u0000\\u200b\tc\nمرحبا',
    );
    expect(readableCall('/x?q=%E2%80%AEb').parameters[0].value).toBe(
      '\\u202eb',
    );
  });

  it('indents JSON, and leaves everything else alone', () => {
    expect(readableBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(readableBody('{"a":"cut he')).toBe('{"a":"cut he');
    expect(readableBody('<html>')).toBe('<html>');
    // Numbers too long for this language would come out as others.
    expect(readableBody('12345678901234567890')).toBe('12345678901234567890');
  });
});

describe('the outcome of a call', () => {
  it.each([
    [{ status: 200, error: null }, 'ok'],
    [{ status: 204, error: null }, 'ok'],
    [{ status: 200, error: 'It hibernates' }, 'unusable'],
    [{ status: null, error: 'No answer' }, 'none'],
    [{ status: 302, error: 'Redirected' }, 'redirected'],
    [{ status: 400, error: 'x' }, 'refused'],
    [{ status: 401, error: 'x' }, 'unauthorized'],
    [{ status: 403, error: 'x' }, 'forbidden'],
    [{ status: 404, error: null }, 'notFound'],
    [{ status: 429, error: 'x' }, 'tooMany'],
    [{ status: 503, error: 'x' }, 'broken'],
  ])('of %j is %s', (call, outcome) => {
    expect(outcomeOf(call)).toBe(outcome);
  });
});
