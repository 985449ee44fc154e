"""Words for whoever is near to somebody, in Chinese and English: as expressions that other modules put into theirs."""

from __future__ import annotations

KIN = (
    r"(?:老婆|老公|妻子|丈夫|爱人|太太|先生|爸爸?|妈妈?|父亲|母亲|儿子|女儿|孩子|哥哥?|弟弟?|姐姐?|妹妹?|[表堂][哥弟姐妹]|侄子|侄女|外甥女?|"
    r"孙子|孙女|舅舅|舅妈|姨妈|阿姨|姑姑|姑妈|叔叔|伯伯|伯父|婶婶|朋友|同事|同学|中介|对象|男朋友|女朋友|男友|女友|未婚[夫妻]|家人|"
    r"爷爷|奶奶|外公|外婆|岳父|岳母|公公|婆婆|室友|老板)"
)
KIN_IN_ENGLISH = (
    r"(?:(?:late|dear|elder|older|younger|little|big|own|only) )?"
    r"(?:(?:mother|father|brother|sister|son|daughter)[ -]in[ -]law|wife|husband|spouse|partner|fianc[eé]e?|mother|mom|mum|mama|father|dad|papa|son|daughter|"
    r"brother|sister|friend|boss|agent|kid|child|girlfriend|boyfriend|grand(?:mother|father|ma|pa|son|daughter)|colleague|roommate|cousin|"
    r"uncle|aunt|niece|nephew)"
)
