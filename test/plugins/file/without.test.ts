import { testWithout } from '../../browser/without.ts';

testWithout({
  unit: 'file',
  words: ['Send pictures or files', 'Click to record, or hold to talk', 'Change picture', 'Choose a picture'],
  addresses: [],
});
