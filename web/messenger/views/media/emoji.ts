/** One emoji and what it is called. */
export interface Emoji {
  readonly text: string;
  readonly zh: string;
  readonly en: string;
}

/** Emoji by group; a group's name is a text of `media`. */
export interface EmojiGroup {
  readonly name: 'smileys' | 'people' | 'nature' | 'food' | 'activity' | 'things' | 'signs';
  readonly emoji: readonly Emoji[];
}

const SMILEYS = `😀 笑脸 开心,grin happy|😃 大笑 高兴,smile joy|😄 眯眼笑,laugh happy|😁 露齿笑,beam grin|😆 笑翻,laughing|😅 尴尬 流汗,sweat nervous|😂 笑哭 喜极而泣,tears of joy lol|🤣 笑倒,rolling rofl
🙂 微笑,slight smile|🙃 倒脸,upside down|😉 眨眼,wink|😊 脸红 羞涩,blush|😇 天使,angel halo|🥰 喜欢 爱心,love hearts|😍 花痴 爱慕,heart eyes|😘 飞吻,kiss
😋 好吃 馋,yummy tongue|😜 调皮,wink tongue|🤪 疯狂,zany crazy|🤗 拥抱,hug|🤔 思考 疑问,thinking hmm|🤫 嘘 安静,shush quiet|🤭 捂嘴,oops|😐 面无表情,neutral
😏 得意 坏笑,smirk|🙄 白眼,eye roll|😬 龇牙,grimace|😌 放松,relieved|😴 睡觉 困,sleep|🤤 流口水,drool|😷 口罩 生病,mask sick|🤒 发烧,fever ill
🥳 庆祝 派对,party|😎 酷 墨镜,cool sunglasses|🤓 书呆子,nerd|😕 困惑,confused|😟 担心,worried|😮 惊讶,surprised wow|😳 脸红 害羞,flushed|🥺 可怜 拜托,pleading please
😢 流泪 难过,cry sad|😭 大哭,sob crying|😱 害怕 尖叫,scream fear|😞 失望,disappointed|😩 疲惫,weary tired|😤 傲慢 哼,huff|😡 生气 愤怒,angry rage|🤯 震惊,mind blown|🥶 冷,cold|🥵 热,hot|💩 便便,poop|👻 鬼,ghost|🤖 机器人,robot`;

const PEOPLE = `👍 赞 好,thumbs up like yes|👎 踩 差,thumbs down no|👌 好的,ok|✌️ 胜利 耶,victory peace|🤞 祈祷好运,crossed fingers luck|🤙 打电话,call me|👋 你好 再见 挥手,wave hello bye|👏 鼓掌,clap bravo
🙌 举手 欢呼,raise hands|🤝 握手 合作,handshake deal|🙏 谢谢 拜托 祈祷,thanks please pray|💪 加油 肌肉,strong muscle|👀 看 眼睛,eyes look|🙋 举手,raise hand|🤷 耸肩 不知道,shrug|🤦 捂脸,facepalm
👉 右 指,point right|👈 左 指,point left|👆 上 指,point up|👇 下 指,point down|👶 宝宝,baby|👩‍💻 程序员,coder developer|🏃 跑,run|💃 跳舞,dance`;

const NATURE = `🐶 狗,dog|🐱 猫,cat|🐭 鼠,mouse|🐰 兔,rabbit|🦊 狐狸,fox|🐻 熊,bear|🐼 熊猫,panda|🐯 虎,tiger|🐷 猪,pig|🐵 猴,monkey|🐔 鸡,chicken|🐧 企鹅,penguin
🐟 鱼,fish|🦋 蝴蝶,butterfly|🌸 花 樱花,blossom flower|🌹 玫瑰,rose|🌻 向日葵,sunflower|🌱 芽,seedling|🍀 四叶草 幸运,clover luck|🌞 太阳,sun|🌙 月亮,moon|⭐ 星,star|🌈 彩虹,rainbow|☔ 雨,rain umbrella|❄️ 雪,snow|🔥 火,fire hot`;

const FOOD = `🍎 苹果,apple|🍌 香蕉,banana|🍉 西瓜,watermelon|🍓 草莓,strawberry|🍑 桃,peach|🍞 面包,bread|🍚 米饭,rice|🍜 面条,noodles|🍲 火锅,hot pot stew|🥟 饺子,dumpling
🍔 汉堡,burger|🍕 披萨,pizza|🍗 鸡腿,chicken leg|🍰 蛋糕,cake|🎂 生日蛋糕,birthday cake|🍫 巧克力,chocolate|🍵 茶,tea|☕ 咖啡,coffee|🥛 牛奶,milk|🍺 啤酒,beer|🍻 干杯,cheers|🍷 红酒,wine`;

const ACTIVITY = `🎉 庆祝 恭喜,tada party congratulations|🎊 彩球,confetti|🎁 礼物,gift|🎈 气球,balloon|🧧 红包,red envelope|🎆 烟花,fireworks|🏆 奖杯,trophy win|🥇 金牌,gold medal|⚽ 足球,football soccer|🏀 篮球,basketball
🏓 乒乓球,table tennis|🎮 游戏,game|🎵 音乐,music|🎤 唱歌 麦克风,sing microphone|🎬 电影,film movie|🎨 画,art paint|✈️ 飞机 旅行,plane travel|🚗 车,car|🚄 火车 高铁,train|🏠 家,home house|🏖️ 海滩 度假,beach holiday`;

const THINGS = `📱 手机,phone|💻 电脑,computer laptop|📷 相机,camera|💡 灯 主意,idea light bulb|📖 书,book|✏️ 铅笔,pencil|📎 回形针,paper clip|📌 图钉,pin|📅 日历,calendar|⏰ 闹钟,alarm clock|📧 邮件,e-mail|📞 电话,telephone
💰 钱,money|💳 银行卡,card|🛒 购物车,cart shopping|🔒 锁,lock|🔑 钥匙,key|🔧 扳手 修理,wrench fix|💊 药,pill medicine|🚀 火箭,rocket launch|👓 眼镜,glasses|👑 皇冠,crown`;

const SIGNS = `❤️ 爱心 红心,red heart love|🧡 橙心,orange heart|💛 黄心,yellow heart|💚 绿心,green heart|💙 蓝心,blue heart|💜 紫心,purple heart|💔 心碎,broken heart|💯 一百 满分,hundred perfect|✅ 完成 对,check done yes|❌ 错 不,cross no|❓ 问号,question
❗ 感叹号,exclamation|⚠️ 警告,warning|🚫 禁止,forbidden|💤 睡,zzz sleep|💬 消息,speech message|➕ 加,plus|➡️ 右箭头,right arrow|🆗 好,ok|🆒 酷,cool|✨ 闪亮,sparkles|💥 爆炸,boom|💦 水滴 汗,splash`;

/** What the panel shows: emoji of the reader's own font. */
export const EMOJI: readonly EmojiGroup[] = [
  { name: 'smileys', emoji: read(SMILEYS) },
  { name: 'people', emoji: read(PEOPLE) },
  { name: 'nature', emoji: read(NATURE) },
  { name: 'food', emoji: read(FOOD) },
  { name: 'activity', emoji: read(ACTIVITY) },
  { name: 'things', emoji: read(THINGS) },
  { name: 'signs', emoji: read(SIGNS) },
];

/** Groups with only the emoji that are called so, in either language; without those that are left empty. */
export function findEmoji(query: string): readonly EmojiGroup[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return EMOJI;
  const found = EMOJI.map(({ name, emoji }) => ({ name, emoji: emoji.filter((one) => isCalled(one, wanted)) }));
  return found.filter(({ emoji }) => emoji.length > 0);
}

function isCalled({ text, zh, en }: Emoji, wanted: string): boolean {
  return text === wanted || zh.includes(wanted) || en.split(' ').some((word) => word.startsWith(wanted)) || en.includes(` ${wanted}`);
}

/** `😀 笑脸 开心,grin happy|…` → emoji. */
function read(list: string): readonly Emoji[] {
  return list.split(/[|\n]/).map((entry) => {
    const [text = '', ...names] = entry.split(' ');
    const [zh = '', en = ''] = names.join(' ').split(',');
    return { text, zh, en };
  });
}
