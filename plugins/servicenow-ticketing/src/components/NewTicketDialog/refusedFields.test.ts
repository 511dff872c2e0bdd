import { aFormSpecification } from '../../__testUtils__/samples';
import { refusedFields } from './refusedFields';

const { fields } = aFormSpecification();
const WORDS = { wanted: 'is needed', noMember: 'is no member' };
const refused = (message: string) =>
  refusedFields(new Error(message), fields, WORDS);

describe('refusedFields', () => {
  it('finds the fields that a refusal names', () => {
    expect(
      refused('Invalid request: title: must not be empty; nothing: is wrong'),
    ).toEqual({ title: 'must not be empty' });
    expect(
      refused(
        'assignment_group: ServiceNow has no active group called "Nobody". Give its sys_id instead, or another name.',
      ),
    ).toEqual({
      assignment_group:
        'ServiceNow has no active group called "Nobody". Give its sys_id instead, or another name.',
    });
  });

  it('finds the fields that a data policy wants, by their labels', () => {
    expect(
      refused(
        'A data policy of ServiceNow wants values for: Assignment group, Category. An invalid choice counts as missing.',
      ),
    ).toEqual({ assignment_group: 'is needed', category: 'is needed' });
  });

  it('knows nothing of other refusals', () => {
    expect(refused('The business rule "Freeze" of ServiceNow refuses')).toEqual(
      {},
    );
  });
});
