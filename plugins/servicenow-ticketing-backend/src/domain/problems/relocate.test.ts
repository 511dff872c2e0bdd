import { ConflictError, InputError } from '@backstage/errors';
import { relocate } from './relocate';

describe('relocate', () => {
  it('puts the paths of problems below that of the whole', () => {
    const error = new InputError(
      'tls.ca: holds tls: nothing; mapping.templates.short_description: see mapping.severity: x',
    );
    expect(relocate(error, { parent: 'definition' })).toEqual(
      new InputError(
        'definition.tls.ca: holds tls: nothing; definition.mapping.templates.short_description: see mapping.severity: x',
      ),
    );
    expect(
      relocate(error, { parent: 'a.b', spell: path => path.toUpperCase() }),
    ).toMatchObject({
      message: expect.stringMatching(
        /^a\.b\.TLS\.CA: .*; a\.b\.MAPPING\.TEMPLATES\.SHORT_DESCRIPTION: /,
      ),
    });
  });

  it('leaves other errors alone', () => {
    const error = new ConflictError('tls.ca: x');
    expect(relocate(error, { parent: 'definition' })).toBe(error);
  });
});
