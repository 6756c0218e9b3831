import { defineRights } from '#app';

export default defineRights({ 'gate.open': { zh: '开门', en: 'open the gate' } });
