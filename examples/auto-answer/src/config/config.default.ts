import type { Answer } from '../choose.ts';
import type { Hours } from '../hours.ts';

/** What is answered, when, and how soon. */
const autoAnswer: {
  delay: number;
  again: number;
  answers: readonly Answer[];
  closed: Answer['text'];
  hours: Hours;
} = {
  /** ms before an answer: whoever of the service writes meanwhile is the answer. */
  delay: 3000,
  /** ms within which nobody gets the same answer twice. */
  again: 3_600_000,
  answers: [
    { words: ['price', 'cost', '价格', '多少钱'], text: { zh: '价格见 /pricing 页面。', en: 'Our prices are on the page /pricing.' } },
    {
      words: ['refund', '退款'],
      text: { zh: '七天内可以退款，请留下订单号。', en: 'You can return it within seven days: tell us the number of the order.' },
    },
  ],
  closed: {
    zh: '现在是休息时间，我们上班后会回复您。',
    en: 'We are closed now, and will answer when we are back.',
  },
  /** By the clock of the zone; days from 1, Monday, to 7. */
  hours: { timeZone: 'Asia/Shanghai', days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
};

export default { autoAnswer };
