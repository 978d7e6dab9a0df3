/** The list of places of the invented city, as `xinlu divisions load --file` reads it. */

/** The text of 区划.csv; codes and names are those of the test city, and no real place has them. */
export const placesText = `code,level,parent,name,kind,urban_rural,valid_from
149900,city,,清河市,地级市,,2020-01-01
149901,county,149900,云山县,县,,2020-01-01
149902,county,149900,青川县,县,,2020-01-01
149901101,township,149901,柳林镇,镇,,2020-01-01
149901102,township,149901,石坡乡,乡,,2020-01-01
149902101,township,149902,东关镇,镇,,2020-01-01
149901101201,village,149901101,上柳村,村,220,2020-01-01
149901101202,village,149901101,下柳村,村,220,2020-01-01
149901102201,village,149901102,石坡村,村,220,2020-01-01
149902101201,village,149902101,东关村,村,220,2020-01-01
149902101202,village,149902101,西关村,村,220,2020-01-01
`
