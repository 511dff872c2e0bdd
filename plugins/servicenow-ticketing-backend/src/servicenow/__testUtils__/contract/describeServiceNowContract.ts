import { Contract, type ContractInstance } from './Contract';
import { describeAuthentication } from './authentication';
import { describeChoicesAndPeople } from './choicesAndPeople';
import { describeJournals } from './journals';
import { describePaging } from './paging';
import { describeQueries } from './queries';
import { describeReading } from './reading';
import { describeRefusals } from './refusals';
import { describeResolving } from './resolving';
import { describeShapes } from './shapes';
import { describeWriting } from './writing';

/**
 * What this product relies on of ServiceNow, as tests. They hold on a fresh instance of any release since 2020, with an
 * account that has the role itil and web service access; they create incidents, which they cancel in the end.
 */
export function describeServiceNowContract(target: {
  name: string;
  open(): Promise<ContractInstance>;
}): void {
  describe(`the contract with ServiceNow, kept by ${target.name}`, () => {
    let contract: Contract;
    const contractOf = () => contract;

    beforeAll(async () => {
      contract = new Contract(await target.open());
    });
    afterAll(() => contract?.close());

    describeAuthentication(contractOf);
    describeReading(contractOf);
    describeShapes(contractOf);
    describeQueries(contractOf);
    describePaging(contractOf);
    describeWriting(contractOf);
    describeJournals(contractOf);
    describeResolving(contractOf);
    describeChoicesAndPeople(contractOf);
    describeRefusals(contractOf);
  });
}
