import { defineNotices } from '#app';

export default defineNotices({
  parcel_sent: {
    zh: '{courier}正在派送包裹{number}',
    en: '{courier} brings parcel {number}',
    plain: ({ number }) => ({ from_name: `parcel ${number}` }),
  },
  parcel_swapped: { zh: '包裹已交换', en: 'The parcels were swapped' },
  parcel_shared: { zh: ({ by, what }) => `${by.name}分享了${what}`, en: ({ by, what }) => `${by.name} shares ${what}` },
});
