// Runs an exported suite in Botium: node run.js FOLDER PROGRAM ARGS… prints a line of JSON for each convo.
// FOLDER is the suite of one language; what it means stands beside it in botium.json.
'use strict'

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { BotDriver } = require('botium-core')

async function main (folder, command) {
  const configuration = path.join(folder, '..', 'botium.json')
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'botium-'))
  const driver = new BotDriver({
    ...JSON.parse(fs.readFileSync(configuration, 'utf8')).botium.Capabilities,
    CONTAINERMODE: path.join(__dirname, 'connector.js'),
    JIAJI_COMMAND: command,
    TEMPDIR: work,
    WAITFORBOTTIMEOUT: 1000
  })
  const compiler = driver.BuildCompiler()
  compiler.ReadScriptsFromDirectory(folder)
  compiler.ExpandConvos()
  const container = await driver.Build()
  // Replies that nobody waited for any more would hide what was wrong first.
  let first = null
  driver.on('MESSAGE_TRANSCRIPT', (_, transcript) => { first = transcript.err })
  let red = 0
  for (const convo of compiler.convos) {
    first = null
    const last = await played(convo, container)
    const error = last && (first || last).message
    red += error ? 1 : 0
    console.log(JSON.stringify({ file: convo.sourceTag.filename, name: convo.header.name, error }))
  }
  await container.Clean()
  fs.rmSync(work, { recursive: true, force: true })
  process.exitCode = red ? 1 : 0
}

async function played (convo, container) {
  await container.Start()
  try {
    await convo.Run(container)
    return null
  } catch (error) {
    return error
  } finally {
    await container.Stop()
  }
}

main(process.argv[2], process.argv.slice(3)).catch((error) => {
  console.error(error)
  process.exitCode = 2
})
