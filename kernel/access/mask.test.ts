import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskAddress } from './mask-address.ts'
import { HIDDEN, maskCard, maskCitizenId, maskName, maskPhone, maskProfiles } from './mask.ts'

const { inner, notice } = maskProfiles

describe('maskName', () => {
  it.each([
    ['张伟', '张*'],
    ['张晓明', '张*明'],
    ['欧阳振华', '欧阳*华'],
    ['欧阳明', '欧阳*'],
    ['欧阳', '欧*'],
    ['张王小明', '张**明'],
    ['王', '*'],
    ['', '*'],
    ['𠮷田', '𠮷*'],
    ['㐂䶮〇', '㐂*〇'],
    ['葛\u{E0100}小明', '葛\u{E0100}*明'],
    ['阿卜杜拉·买买提', '阿****·***'],
    ['阿·买', '阿****·***'],
    ['·', '****·***'],
    ['John Smith', 'J**** ***'],
  ])('%s → %s', (name, shown) => {
    expect(maskName(name, inner)).toBe(shown)
  })

  it('follows the profile: the local rule may print the whole name, or the family name only', () => {
    expect(maskName('张晓明', { name: 'full' })).toBe('张晓明')
    expect(maskName('欧阳振华', { name: 'family' })).toBe('欧阳**')
  })

  it('never shows the whole of a name, and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), (name) => {
        const shown = maskName(name, inner)
        expect(shown.includes('*')).toBe(true)
        expect(shown).not.toMatch(/\p{Surrogate}/u)
      }),
    )
  })
})

describe('maskCitizenId', () => {
  it.each([
    ['14990119900101123X', '1499************3X'],
    ['14990119900101123x', '1499************3X'],
    ['149901900101123', '1499*********23'],
    ['1499', '*'.repeat(18)],
    ['', '*'.repeat(18)],
    ['护照E12345678', '*'.repeat(18)],
  ])('%s → %s', (number, shown) => {
    expect(maskCitizenId(number, inner)).toBe(shown)
  })

  it('shows nothing of it on a notice', () => {
    expect(maskCitizenId('14990119900101123X', notice)).toBe('*'.repeat(18))
  })
})

describe('maskPhone', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['138 1234 1234', '138****1234'],
    ['+86-138-1234-1234', '138****1234'],
    ['0350-3033367', '0350-*****67'],
    ['(0350)3033367', '0350-*****67'],
    ['03503033367', '0350-*****67'],
    ['010-62345678', '010-******78'],
    ['3033367', '*****67'],
    ['12345', HIDDEN],
    ['无', HIDDEN],
  ])('%s → %s', (phone, shown) => {
    expect(maskPhone(phone, inner)).toBe(shown)
  })

  it('shows nothing of it on a notice', () => {
    expect([maskPhone('13812341234', notice), maskPhone('0350-3033367', notice)]).toEqual([HIDDEN, HIDDEN])
  })
})

describe('maskCard', () => {
  it.each([
    ['6228480039124566777', '**** 6777'],
    ['6228 4800 3912 4566', '**** 4566'],
    ['6777', HIDDEN],
    ['', HIDDEN],
  ])('%s → %s', (card, shown) => {
    expect(maskCard(card, inner)).toBe(shown)
    expect(maskCard(card, notice)).toBe(HIDDEN)
  })
})

describe('maskAddress', () => {
  it.each([
    ['山西省忻州市忻府区播明镇上柳村三组12号', '山西省忻州市忻府区播明镇上柳村', '山西省忻州市忻府区播明镇'],
    ['云山县柳林镇上柳村12号', '云山县柳林镇上柳村', '云山县柳林镇'],
    ['柳林镇县前村5号', '柳林镇县前村', '柳林镇'],
    ['山西省临汾市乡宁县昌宁镇大村沟村三组', '山西省临汾市乡宁县昌宁镇大村沟村', '山西省临汾市乡宁县昌宁镇'],
    ['东关镇幸福社区3号楼201', '东关镇幸福社区', '东关镇'],
    ['长征街街道新建路社区 6栋', '长征街街道新建路社区', '长征街街道'],
    ['上柳村三组', '上柳村', HIDDEN],
    ['3号楼', HIDDEN, HIDDEN],
    ['', HIDDEN, HIDDEN],
  ])('%s', (address, toVillage, toTownship) => {
    expect(maskAddress(address, inner)).toBe(toVillage)
    expect(maskAddress(address, notice)).toBe(toTownship)
  })

  it('never shows a house number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom('号', '号楼', '组', '-'),
        (number, word) => {
          const shown = maskAddress(`云山县柳林镇上柳村${number}${word}村口`, inner)
          expect(shown).not.toMatch(/\d/)
        },
      ),
    )
  })
})
