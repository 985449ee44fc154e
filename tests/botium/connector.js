// Botium's connector to the bot: one process of tests/botium/engine.py, asked a line of JSON at a time.
'use strict'

const { spawn } = require('node:child_process')
const readline = require('node:readline')

class JiajiConnector {
  constructor ({ queueBotSays, caps }) {
    this.queueBotSays = queueBotSays
    this.command = caps.JIAJI_COMMAND
  }

  async Build () {
    const [program, ...args] = this.command
    this.engine = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.answers = readline.createInterface({ input: this.engine.stdout })[Symbol.asyncIterator]()
  }

  async Start () {
    this.isBegun = false
  }

  async UserSays (message) {
    if (!this.isBegun) {
      await this.ask({ begin: (message.header && message.header.description) || '' })
      this.isBegun = true
    }
    const answer = await this.ask({ me: asMe(message) })
    for (const reply of answer.replies) await this.queueBotSays({ sender: 'bot', ...reply })
  }

  async Clean () {
    this.engine.stdin.end()
  }

  async ask (question) {
    this.engine.stdin.write(JSON.stringify(question) + '\n')
    const { value, done } = await this.answers.next()
    if (done) throw new Error('the bot is gone')
    const answer = JSON.parse(value)
    if (answer.fault) throw new Error(answer.fault)
    return answer
  }
}

function asMe (message) {
  const button = message.buttons && message.buttons.length ? message.buttons[0].payload : null
  const media = (message.media || []).map((one) => one.mediaUri)
  return { text: message.messageText, button, media }
}

module.exports = { PluginVersion: 1, PluginClass: JiajiConnector }
