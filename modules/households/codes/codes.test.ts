import { describe, expect, it } from 'vitest'
import { headSexOf, relations, sexOf } from '../relation.ts'
import { codesOf, labelOf, parseCode } from './code-list.ts'
import { clearWays, disasters, householdKinds, monitoredKinds, risks } from './household.ts'
import { addReasons, inReasons, outReasons, removeReasons } from './member-change.ts'
import { nations } from './nation.ts'
import { educations, healths, labours, politics } from './person.ts'
import { isAtSchool, isCompulsoryStage, isVocational, schoolings } from './schooling.ts'

describe('code lists', () => {
  it('are as long as their standards say', () => {
    expect(codesOf(nations)).toHaveLength(58)
    expect(codesOf(relations)).toHaveLength(28)
    expect(codesOf(schoolings)).toHaveLength(25)
    expect(codesOf(risks)).toHaveLength(11)
    expect(codesOf(disasters)).toHaveLength(7)
  })

  it('read back every label and every other spelling', () => {
    for (const list of [
      nations,
      relations,
      schoolings,
      risks,
      disasters,
      householdKinds,
      monitoredKinds,
      clearWays,
      inReasons,
      outReasons,
      educations,
      healths,
      labours,
      politics,
    ]) {
      for (const code of codesOf<string>(list)) {
        expect(parseCode<string>(list, labelOf<string>(list, code))).toEqual({ ok: true, value: code })
      }
      for (const [text, code] of Object.entries<string>(list.aliases))
        expect(parseCode<string>(list, text)).toEqual({ ok: true, value: code })
    }
  })

  it('are forgiving about blanks and full-width forms, and say what would have been right', () => {
    expect(parseCode(labours, ' 普通 劳动力 ')).toMatchObject({ value: 'ordinary' })
    expect(parseCode(monitoredKinds, '１００Ａ０３００２')).toMatchObject({ value: 'marginal' })
    const refused = parseCode(householdKinds, '富裕户')
    expect(refused).toMatchObject({
      ok: false,
      reasons: [{ message: expect.stringContaining('脱贫户、一般农户') }],
    })
  })

  it('give people only the reasons that are theirs to choose', () => {
    expect(addReasons).not.toContain('split')
    expect(removeReasons).not.toContain('moved')
    expect(labelOf(inReasons, 'newborn')).toBe('新生儿')
  })
})

describe('relations and schooling', () => {
  it('know the sex they imply, of the person and of the head', () => {
    expect([sexOf('daughter'), sexOf('uncle'), sexOf('spouse'), sexOf('sibling')]).toEqual([
      'female',
      'male',
      undefined,
      undefined,
    ])
    expect([headSexOf('wifesMother'), headSexOf('husbandsFather'), headSexOf('father')]).toEqual([
      'male',
      'female',
      undefined,
    ])
  })

  it('know the stages', () => {
    expect(codesOf(schoolings).filter(isCompulsoryStage)).toEqual(['primary', 'grade7', 'grade8', 'grade9'])
    expect(codesOf(schoolings).filter(isVocational)).toHaveLength(10)
    expect(codesOf(schoolings).filter((code) => !isAtSchool(code))).toEqual(['preschoolAge'])
  })
})
