import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// These tests render whole pages in the host's app; on a busy machine that alone takes longer than the defaults.
jest.setTimeout(180_000);
configure({ asyncUtilTimeout: 30_000 });
