import { testWithout } from '../../browser/without.ts';

testWithout({ unit: 'friend', words: ['New friends', 'Add a friend', 'Invite friends'], addresses: ['/app/contacts/requests'] });
